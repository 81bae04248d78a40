package dev.provenance.history.compute;

import dev.provenance.internal.ResourceLines;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * A device that models are trained on.
 *
 * @param id its name in the table
 * @param bf16TeraflopsPerSecond peak rate of dense products in BF16, or in FP16 where it has no BF16
 * @param fp8TeraflopsPerSecond the same in 8-bit floats; empty where it has none
 * @param source where the rates are published
 */
public record Accelerator(
        String id, double bf16TeraflopsPerSecond, OptionalDouble fp8TeraflopsPerSecond, String source) {

    private static final List<Accelerator> SHIPPED = ResourceLines.of(Accelerator.class, "accelerators.tsv").stream()
            .map(Accelerator::parse)
            .toList();

    public Accelerator {
        if (!(bf16TeraflopsPerSecond > 0) || fp8TeraflopsPerSecond.orElse(1) <= 0) {
            throw new IllegalArgumentException("Accelerator " + id + ": expected rates above 0, actual "
                    + bf16TeraflopsPerSecond + " and " + fp8TeraflopsPerSecond + ".");
        }
    }

    /** Those that come with the library. */
    public static List<Accelerator> shipped() {
        return SHIPPED;
    }

    /**
     * The one of an id, in any case.
     *
     * @throws IllegalArgumentException if the table has none of it
     */
    public static Accelerator of(String id) {
        return SHIPPED.stream()
                .filter(known -> known.id().equals(id.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Accelerator: expected one of "
                        + SHIPPED.stream().map(Accelerator::id).collect(Collectors.joining(", ")) + ", actual " + id
                        + ". Give the rates of another one with new Accelerator(…)."));
    }

    /** Peak rate in FLOP an hour; of several precisions from the slowest to the fastest. */
    Range peakFlopsPerHour(Precision precision) {
        double bf16 = bf16TeraflopsPerSecond * 1e12 * 3600;
        double fp8 = fp8TeraflopsPerSecond.orElse(bf16TeraflopsPerSecond) * 1e12 * 3600;
        return switch (precision) {
            case BF16 -> Range.exactly(bf16);
            case FP8 -> Range.exactly(fp8);
            case MIXED -> new Range(bf16, fp8);
        };
    }

    private static Accelerator parse(String line) {
        String[] columns = line.split("\t", -1);
        return new Accelerator(
                columns[0],
                Double.parseDouble(columns[1]),
                columns[2].equals("-") ? OptionalDouble.empty() : OptionalDouble.of(Double.parseDouble(columns[2])),
                columns[3]);
    }
}
