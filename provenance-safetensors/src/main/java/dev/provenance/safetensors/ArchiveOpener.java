package dev.provenance.safetensors;

import dev.provenance.safetensors.internal.Printable;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Opens file after file into one arena; all or nothing. */
final class ArchiveOpener {
    private final ReadOptions options;
    private final Arena arena;
    private final List<Anomaly> anomalies = new ArrayList<>();
    private final List<ArchiveFile> files = new ArrayList<>();
    private final Map<String, TensorView> tensors = new LinkedHashMap<>();

    private ArchiveOpener(ReadOptions options, Arena arena) {
        this.options = options;
        this.arena = arena;
    }

    static TensorArchive open(Path path, ReadOptions options) throws IOException {
        @SuppressWarnings("MustBeClosedChecker") // The archive closes it; on failure, the finally block.
        Arena arena = Arena.ofShared();
        boolean opened = false;
        try {
            TensorArchive archive = new ArchiveOpener(options, arena).openAll(path);
            opened = true;
            return archive;
        } finally {
            if (!opened) {
                arena.close();
            }
        }
    }

    private TensorArchive openAll(Path path) throws IOException {
        FileSelection selection = FileSelection.of(path, options, anomalies);
        ShardIndex index = selection.index();
        for (Path file : selection.files()) {
            openFile(file, index);
        }
        if (index != null) {
            index.check(tensors);
        }
        return new TensorArchive(arena, files, anomalies, tensors);
    }

    private void openFile(Path path, @Nullable ShardIndex index) throws IOException {
        FileStamp stamp = index == null ? FileStamp.of(path) : index.stampOf(path);
        FileStamp.refuseStandIn(path, "the content of a safetensors file");
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            int tensorsLeft = options.maxTensors() - tensors.size();
            Header header = new HeaderReader(path, options, tensorsLeft, metadataCharacters(), anomalies)
                    .read(channel, stamp.bytes());
            stamp.requireUnchanged(path);
            ArchiveFile file = new ArchiveFile(path, stamp.bytes(), header.sha256(), header.metadata());
            Shard shard = switch (options.access()) {
                case MAPPED -> Shard.mapped(file, stamp, channel, arena);
                case COPIED -> Shard.copied(file, stamp, arena);
            };
            files.add(file);
            for (TensorEntry entry : header.tensors()) {
                add(new TensorView(shard, header.dataStart(), entry));
            }
        }
    }

    private long metadataCharacters() {
        return files.stream()
                .flatMap(file -> file.metadata().entrySet().stream())
                .mapToLong(entry -> entry.getKey().length() + entry.getValue().length())
                .sum();
    }

    private void add(TensorView tensor) throws SafetensorsException {
        TensorView other = tensors.putIfAbsent(tensor.name(), tensor);
        if (other != null) {
            throw new SafetensorsException(
                    tensor.file(),
                    tensor.name(),
                    Rule.TENSOR_IN_TWO_SHARDS,
                    "the tensor in one shard",
                    "it is in " + Printable.plain(other.file().toString()) + " too");
        }
    }
}
