package dev.provenance.safetensors;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The tensors of a checkpoint: of one file, or of all its shards.
 *
 * <p>The archive owns the memory that its views hand out. Whoever opens it closes it; after that, reading through a view
 * and touching a segment that was read from a mapping fail with {@link IllegalStateException}. Names, shapes and the like
 * stay readable.
 */
public final class TensorArchive implements AutoCloseable {
    private final Arena arena;
    private final List<ArchiveFile> files;
    private final List<Anomaly> anomalies;
    private final List<TensorView> tensors;
    private final Map<String, TensorView> byName;

    TensorArchive(
            Arena arena, List<ArchiveFile> files, List<Anomaly> anomalies, Map<String, TensorView> tensorsInOrder) {
        this.arena = arena;
        this.files = List.copyOf(files);
        this.anomalies = List.copyOf(anomalies);
        this.tensors = List.copyOf(tensorsInOrder.values());
        this.byName = tensorsInOrder;
    }

    /** Opens with {@link ReadOptions#defaults()}; see {@link #open(Path, ReadOptions)}. */
    public static TensorArchive open(Path path) throws IOException {
        return open(path, ReadOptions.defaults());
    }

    /**
     * Opens a checkpoint and checks all its headers. The path is one of:
     *
     * <ul>
     *   <li>an index, {@code *.safetensors.index.json}: the shards that its {@code weight_map} names, beside it;
     *   <li>any other file: one safetensors file, whatever its name;
     *   <li>a folder: its {@code model.safetensors}, else its only index, else all its {@code *.safetensors}. What lies
     *       there and is not opened is among the {@link #anomalies()}.
     * </ul>
     *
     * <p>Links of the file system are followed, so the folders of a hub cache open; names in an index must stay in the
     * index's folder. Temporary memory does not grow with the length of a header, only with its number of tensors.
     *
     * @throws SafetensorsException if the checkpoint breaks a {@link Rule}; nothing stays open or mapped then
     * @throws IOException if the file system fails
     */
    public static TensorArchive open(Path path, ReadOptions options) throws IOException {
        return ArchiveOpener.open(path, options);
    }

    /** All tensors: by file in the order of {@link #files()}, within a file by offset. Unmodifiable. */
    public List<TensorView> tensors() {
        return tensors;
    }

    /** The tensor of this exact name. */
    public Optional<TensorView> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** The files that were opened, sorted by name. Unmodifiable. */
    public List<ArchiveFile> files() {
        return files;
    }

    /** What was odd but did not stop the archive from opening, in the order it was found. Unmodifiable. */
    public List<Anomaly> anomalies() {
        return anomalies;
    }

    /** Number of elements of all tensors together. */
    public long elementCount() {
        return tensors.stream().mapToLong(TensorView::elementCount).sum();
    }

    /**
     * Releases all memory. Closing again does nothing.
     *
     * @throws IllegalStateException if another thread is using a mapped segment in a system call at this moment; the
     *     archive is then still open
     */
    @Override
    public synchronized void close() {
        if (arena.scope().isAlive()) {
            arena.close();
        }
    }
}
