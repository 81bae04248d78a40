package dev.provenance.bench;

import dev.provenance.BaseComparison;
import dev.provenance.Model;
import dev.provenance.Provenance;
import dev.provenance.ProvenanceReport;
import dev.provenance.lineage.Finding;
import dev.provenance.lineage.Relation;
import dev.provenance.weights.Sampling;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * All tests on two models of 1.2 billion parameters that it writes, on two threads: wall time, time by test and the largest
 * heap. The suspect is a copy of the base with noise and its hidden units in another order, or with the argument
 * {@code independent} a model that shares nothing; with {@code sample} one per cent of each tensor is read. Needs 5 GB of disk.
 * Exit code 1 if the relation is not the one that was made.
 */
public final class LargePair {

    private static final int THREADS = 2;
    private static final long DISK = 5_000_000_000L;
    private static final double COPY = 0.98;

    private LargePair() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        List<String> wanted = List.of(args);
        if (!List.of("independent", "sample").containsAll(wanted)) {
            System.err.println(
                    "LargePair: expected 'independent', 'sample' or neither, actual " + String.join(" ", wanted) + ".");
            System.exit(2);
        }
        boolean independent = wanted.contains("independent");
        Sampling extent = wanted.contains("sample") ? Sampling.fraction(0.01) : Sampling.everything();
        Path folder = Files.createTempDirectory("provenance-large");
        boolean right;
        try {
            if (Files.getFileStore(folder).getUsableSpace() < DISK) {
                throw new IOException(folder + ": expected 5 GB of free disk, actual "
                        + Files.getFileStore(folder).getUsableSpace() + " bytes.");
            }
            SyntheticModel.writeWholePair(folder, independent ? 0 : COPY);
            right = measure(folder, extent, independent ? Relation.NO_SHARED_WEIGHTS_FOUND : Relation.FINE_TUNED);
        } finally {
            Tensors.delete(folder.resolve("base"));
            Tensors.delete(folder.resolve("suspect"));
            Tensors.delete(folder);
        }
        System.exit(right ? 0 : 1);
    }

    private static boolean measure(Path folder, Sampling extent, Relation made)
            throws IOException, InterruptedException {
        long start = System.nanoTime();
        ProvenanceReport report;
        try (Model base = Model.open(folder.resolve("base"));
                Model suspect = Model.open(folder.resolve("suspect"))) {
            report = Provenance.examine(suspect)
                    .against(base)
                    .cameFirst(base)
                    .parallelism(THREADS)
                    .sampling(extent)
                    .run();
        }
        double seconds = 1e-9 * (System.nanoTime() - start);
        BaseComparison comparison = report.comparisons().getFirst();
        for (Finding finding : report.findings()) {
            System.out.println(finding.measure() + ": " + finding.reason());
        }
        System.out.println();
        comparison.times().forEach((test, time) -> print(test, 1e-9 * time.toNanos()));
        print(
                "all tests",
                1e-9
                        * comparison.times().values().stream()
                                .reduce(Duration.ZERO, Duration::plus)
                                .toNanos());
        print("the whole examination", seconds);
        System.out.printf(Locale.ROOT, "%-32s %8.0f MB%n", "largest heap", 1e-6 * largestHeap());
        System.out.println(report.verdict().relation() + " " + report.verdict().disguises() + ", made as " + made);
        return report.verdict().relation() == made;
    }

    private static void print(String what, double seconds) {
        System.out.printf(Locale.ROOT, "%-32s %8.2f s%n", what, seconds);
    }

    /** The sum of the largest that each pool of the heap held: an upper bound. */
    private static long largestHeap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getPeakUsage)
                .mapToLong(usage -> usage.getUsed())
                .sum();
    }
}
