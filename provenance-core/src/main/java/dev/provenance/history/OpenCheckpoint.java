package dev.provenance.history;

import dev.provenance.architecture.ArchitectureSpec;
import dev.provenance.architecture.ModelTensors;
import dev.provenance.architecture.internal.config.ConfigReader;
import dev.provenance.safetensors.TensorArchive;
import java.io.IOException;
import java.nio.file.Files;

/** A checkpoint whose weights can be read. Whoever opens it closes it. */
final class OpenCheckpoint implements AutoCloseable {

    private final TensorArchive archive;
    private final ModelTensors tensors;

    private OpenCheckpoint(TensorArchive archive, ArchitectureSpec spec) {
        this.archive = archive;
        this.tensors = ModelTensors.of(archive, spec);
    }

    static OpenCheckpoint open(CheckpointFolder folder) throws IOException {
        TensorArchive archive = TensorArchive.open(folder.path());
        try {
            ArchitectureSpec spec = Files.isDirectory(folder.path())
                    ? ConfigReader.inFolder(folder.path()).orElse(ArchitectureSpec.UNKNOWN)
                    : ArchitectureSpec.UNKNOWN;
            return new OpenCheckpoint(archive, spec);
        } catch (IOException | RuntimeException e) {
            archive.close();
            throw e;
        }
    }

    ModelTensors tensors() {
        return tensors;
    }

    @Override
    public void close() {
        archive.close();
    }
}
