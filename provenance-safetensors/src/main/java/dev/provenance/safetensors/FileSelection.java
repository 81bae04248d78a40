package dev.provenance.safetensors;

import dev.provenance.safetensors.internal.Printable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which files a path stands for; {@code index} is the one that lists them, if one does. */
record FileSelection(Collection<Path> files, @Nullable ShardIndex index) {
    private static final String EXTENSION = ".safetensors";
    private static final String WHOLE = "model" + EXTENSION;

    /** The files to open for a file, an index or a folder; what is left out becomes an anomaly. */
    static FileSelection of(Path path, ReadOptions options, List<Anomaly> anomalies) throws IOException {
        if (Files.isDirectory(path)) {
            return inFolder(path, options, anomalies);
        }
        if (named(path, ShardIndex.SUFFIX)) {
            return listedBy(ShardIndex.read(path, options, anomalies));
        }
        // Whatever its name: hub caches name files by their digest.
        return new FileSelection(List.of(path), null);
    }

    private static FileSelection inFolder(Path folder, ReadOptions options, List<Anomaly> anomalies)
            throws IOException {
        List<Path> all = sortedContent(folder);
        List<Path> indexes =
                all.stream().filter(path -> named(path, ShardIndex.SUFFIX)).toList();
        List<Path> tensorFiles =
                all.stream().filter(path -> named(path, EXTENSION)).toList();
        Path whole = folder.resolve(WHOLE);
        FileSelection chosen;
        if (tensorFiles.contains(whole)) {
            chosen = new FileSelection(List.of(whole), null);
        } else if (indexes.size() > 1) {
            throw new SafetensorsException(
                    folder, null, Rule.SEVERAL_INDEXES, "at most one index where there is no " + WHOLE, names(indexes));
        } else if (indexes.size() == 1) {
            chosen = listedBy(ShardIndex.read(indexes.getFirst(), options, anomalies));
        } else if (!tensorFiles.isEmpty()) {
            chosen = new FileSelection(tensorFiles, null);
        } else {
            String expected = WHOLE + ", *" + ShardIndex.SUFFIX + " or *" + EXTENSION;
            throw new SafetensorsException(
                    folder, null, Rule.NOTHING_TO_OPEN, expected, all.size() + " entries of other names");
        }
        chosen.reportOthers(indexes, tensorFiles, anomalies);
        return chosen;
    }

    private static FileSelection listedBy(ShardIndex index) {
        return new FileSelection(index.shards().values(), index);
    }

    private void reportOthers(List<Path> indexes, List<Path> tensorFiles, List<Anomaly> anomalies) {
        Set<Path> used = new HashSet<>(files);
        if (index != null) {
            used.add(index.file());
        }
        Stream.concat(indexes.stream(), tensorFiles.stream())
                .filter(path -> !used.contains(path))
                .map(path -> index == null
                        ? Anomaly.of(path, Anomaly.Kind.BESIDE_SINGLE_FILE, WHOLE)
                        : Anomaly.of(path, Anomaly.Kind.BESIDE_INDEX, names(List.of(index.file()))))
                .forEach(anomalies::add);
    }

    private static List<Path> sortedContent(Path folder) throws IOException {
        try (Stream<Path> content = Files.list(folder)) {
            return content.sorted().toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static boolean named(Path path, String suffix) {
        return String.valueOf(path.getFileName()).endsWith(suffix);
    }

    private static String names(List<Path> paths) {
        List<String> names =
                paths.stream().map(path -> String.valueOf(path.getFileName())).toList();
        return Printable.plain(String.join(" and ", names));
    }
}
