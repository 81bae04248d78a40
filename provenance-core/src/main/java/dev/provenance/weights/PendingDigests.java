package dev.provenance.weights;

import dev.provenance.safetensors.TensorArchive;
import dev.provenance.safetensors.TensorView;
import dev.provenance.weights.digest.DigestedTensor;
import dev.provenance.weights.digest.TensorDigest;
import dev.provenance.weights.digest.TensorDigests;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The digests of two archives, which come in from several threads. Parts of a tensor are digested with it, not alone. */
final class PendingDigests {

    /** The tensors of one archive and what is digested of them so far, by their names. */
    private record Side(TensorArchive archive, Map<String, DigestedTensor> digested) {

        static Side of(TensorArchive archive) {
            return new Side(archive, new ConcurrentHashMap<>());
        }

        void put(TensorView tensor, TensorDigest digest) {
            digested.put(tensor.name(), DigestedTensor.of(tensor, digest));
        }

        Stream<Unpaired> unpaired(List<TensorPair> pairs, Function<TensorPair, TensorView> member) {
            Set<String> paired = pairs.stream()
                    .map(member)
                    .filter(tensor -> !tensor.isPart())
                    .map(TensorView::name)
                    .collect(Collectors.toSet());
            return archive.tensors().stream()
                    .filter(tensor -> !paired.contains(tensor.name()))
                    .map(tensor -> new Unpaired(this, tensor));
        }

        List<DigestedTensor> all() {
            return archive.tensors().stream()
                    .map(tensor -> Objects.requireNonNull(digested.get(tensor.name())))
                    .toList();
        }
    }

    /** A tensor that is in no pair, or only in parts. */
    private record Unpaired(Side side, TensorView tensor) {}

    private final Side base;
    private final Side suspect;
    private final List<Unpaired> unpaired;

    PendingDigests(TensorArchive base, TensorArchive suspect, List<TensorPair> pairs) {
        this.base = Side.of(base);
        this.suspect = Side.of(suspect);
        this.unpaired = Stream.concat(
                        this.base.unpaired(pairs, TensorPair::base), this.suspect.unpaired(pairs, TensorPair::suspect))
                .toList();
    }

    /** Number of the tensors that are in no pair. */
    int unpairedTensors() {
        return unpaired.size();
    }

    /** Bytes of the tensors that are in no pair. */
    long unpairedBytes() {
        return unpaired.stream().mapToLong(one -> one.tensor().byteSize()).sum();
    }

    TensorView unpaired(int index) {
        return unpaired.get(index).tensor();
    }

    void putUnpaired(int index, TensorDigest digest) {
        unpaired.get(index).side().put(unpaired(index), digest);
    }

    void putBase(TensorView tensor, TensorDigest digest) {
        base.put(tensor, digest);
    }

    void putSuspect(TensorView tensor, TensorDigest digest) {
        suspect.put(tensor, digest);
    }

    /** The digests, once all are there. */
    TensorDigests digests() {
        return TensorDigests.of(base.all(), suspect.all());
    }
}
