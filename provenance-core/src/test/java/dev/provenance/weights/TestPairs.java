package dev.provenance.weights;

import dev.provenance.architecture.ArchitectureSpec;
import dev.provenance.architecture.ModelTensors;
import dev.provenance.safetensors.TensorArchive;
import java.util.List;

/** Pairs of archives that have no configuration. */
final class TestPairs {

    private TestPairs() {}

    static List<TensorPair> of(TensorArchive base, TensorArchive suspect) {
        return TensorPairing.byRole(
                        ModelTensors.of(base, ArchitectureSpec.UNKNOWN),
                        ModelTensors.of(suspect, ArchitectureSpec.UNKNOWN))
                .pairs();
    }
}
