package dev.provenance;

import dev.provenance.architecture.ArchitectureSpec;
import dev.provenance.architecture.ModelTensors;
import dev.provenance.architecture.internal.config.ConfigReader;
import dev.provenance.architecture.internal.config.TensorSizes;
import dev.provenance.safetensors.DType;
import dev.provenance.safetensors.ReadOptions;
import dev.provenance.safetensors.TensorArchive;
import dev.provenance.safetensors.TensorView;
import dev.provenance.tokenizer.Tokenizer;
import dev.provenance.tokenizer.TokenizerFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An opened model: its weights, what its configuration says of it, and its tokenizer's files. Whoever opens it closes it.
 *
 * <p>Thread-safe. Opening reads headers only; weights are mapped or read where an examination needs them.
 */
public final class Model implements AutoCloseable {

    private final String name;
    private final TensorArchive weights;
    private final Optional<ArchitectureSpec> config;
    private final ModelTensors tensors;
    private final ArchitectureSpec architecture;
    private final List<FileDigest> settings;
    private final List<TokenizerFile> tokenizerFiles;
    private final Optional<Path> folder;

    private Model(
            String name,
            Optional<Path> folder,
            TensorArchive weights,
            Optional<ArchitectureSpec> config,
            List<FileDigest> settings,
            List<TokenizerFile> tokenizerFiles) {
        this.name = name;
        this.folder = folder;
        this.weights = weights;
        this.config = config;
        this.tensors = ModelTensors.of(weights, config.orElse(ArchitectureSpec.UNKNOWN));
        this.architecture = TensorSizes.reconcile(config.orElse(ArchitectureSpec.UNKNOWN), tensors);
        this.settings = settings;
        this.tokenizerFiles = tokenizerFiles;
    }

    /**
     * Opens a model with default options.
     *
     * @param path a folder in Hugging Face layout, a {@code *.safetensors.index.json}, or one safetensors file (which has
     *     neither configuration nor tokenizer)
     * @throws IOException if a file is missing, cannot be read or breaks a rule of its format; the message says which
     */
    public static Model open(Path path) throws IOException {
        return open(path, ReadOptions.defaults());
    }

    /** As {@link #open(Path)}, with the weights read as {@code options} say. */
    public static Model open(Path path, ReadOptions options) throws IOException {
        TensorArchive weights = TensorArchive.open(path, options);
        try {
            Path absolute = path.toAbsolutePath().normalize();
            Optional<Path> folder = folderOf(absolute);
            Optional<ArchitectureSpec> config =
                    folder.isPresent() ? ConfigReader.inFolder(folder.get()) : Optional.empty();
            List<FileDigest> settings = folder.isPresent() ? FileDigest.in(folder.get()) : List.of();
            List<TokenizerFile> tokenizer = folder.isPresent() ? TokenizerFile.in(folder.get()) : List.of();
            return new Model(
                    String.valueOf(folder.orElse(absolute).getFileName()),
                    folder,
                    weights,
                    config,
                    settings,
                    tokenizer);
        } catch (IOException | RuntimeException e) {
            weights.close();
            throw e;
        }
    }

    /** A folder itself, or that of an index; a single file's neighbours need not belong to it. */
    private static Optional<Path> folderOf(Path path) {
        if (Files.isDirectory(path)) {
            return Optional.of(path);
        }
        return path.toString().endsWith(".json") ? Optional.ofNullable(path.getParent()) : Optional.empty();
    }

    /** Name of the folder, or of the file where only one was opened. */
    public String name() {
        return name;
    }

    public TensorArchive weights() {
        return weights;
    }

    /** The tensors by role: fused projections split, stacked experts apart. */
    public ModelTensors tensors() {
        return tensors;
    }

    /** What the model is: what its tensors say, and of the rest what its configuration says; disagreements are listed. */
    public ArchitectureSpec architecture() {
        return architecture;
    }

    /** What the configuration says, held against nothing; empty where there is none. */
    public Optional<ArchitectureSpec> config() {
        return config;
    }

    /** Configuration and index, as they were when the model was opened. */
    List<FileDigest> settings() {
        return settings;
    }

    /** The tokenizer's files; none where only one safetensors file was opened. */
    public List<TokenizerFile> tokenizerFiles() {
        return tokenizerFiles;
    }

    /** Reads the tokenizer of the model's folder; empty if there are no files of one. */
    public Optional<Tokenizer> tokenizer() throws IOException {
        return folder.isPresent() && Tokenizer.isIn(folder.get())
                ? Optional.of(Tokenizer.open(folder.get()))
                : Optional.empty();
    }

    /** Number of parameters: elements of all tensors. */
    public long parameters() {
        return weights.elementCount();
    }

    /** Parameters by the dtype that they are stored in. */
    public Map<DType, Long> parametersByDtype() {
        Map<DType, Long> counts = new TreeMap<>();
        for (TensorView tensor : weights.tensors()) {
            counts.merge(tensor.dtype(), tensor.elementCount(), Long::sum);
        }
        return counts;
    }

    @Override
    public void close() {
        weights.close();
    }
}
