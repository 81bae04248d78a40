package dev.provenance;

import com.google.common.hash.Hashing;
import com.google.common.io.MoreFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A small file of a model that was read whole, known by its bytes.
 *
 * @param name file name
 * @param bytes length
 * @param sha256 digest of the content, in lower-case hexadecimal
 */
public record FileDigest(String name, long bytes, String sha256) {

    private static final List<String> NAMES = List.of("config.json", "model.safetensors.index.json");

    /** Configuration and index of a model's folder, those that are there. */
    static List<FileDigest> in(Path folder) throws IOException {
        List<FileDigest> files = new ArrayList<>();
        for (String name : NAMES) {
            Path file = folder.resolve(name);
            if (Files.isRegularFile(file)) {
                String digest =
                        MoreFiles.asByteSource(file).hash(Hashing.sha256()).toString();
                files.add(new FileDigest(name, Files.size(file), digest));
            }
        }
        return List.copyOf(files);
    }
}
