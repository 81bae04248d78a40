package dev.provenance.lineage.internal.evidence;

import dev.provenance.lineage.internal.matrix.Matrix;

/**
 * Whether numbers are others, rounded. In which format each side's are is read off the numbers, not off the file: what was
 * rounded may be stored wide again.
 */
final class Rounding {

    private Rounding() {}

    /** Half the distance of F16's subnormal numbers: what passed through F16 is off by as much, however small it is. */
    private static final double LEAST = 0x1p-25;

    /** Formats by half the distance of neighbours, as a share of a number. */
    private enum Format {
        BF16(0x1p-8),
        F16(0x1p-11),
        F32(0x1p-24);

        private final double share;

        Format(double share) {
            this.share = share;
        }

        private boolean holds(float value) {
            return switch (this) {
                case BF16 -> (Float.floatToRawIntBits(value) & 0xffff) == 0;
                case F16 -> Float.float16ToFloat(Float.floatToFloat16(value)) == value;
                case F32 -> true;
            };
        }

        /** The coarsest that holds all numbers. */
        private static Format of(Matrix numbers) {
            for (Format format : values()) {
                if (format.holdsAll(numbers)) {
                    return format;
                }
            }
            return F32;
        }

        private boolean holdsAll(Matrix numbers) {
            for (int i = 0; i < numbers.rows(); i++) {
                for (float value : numbers.row(i)) {
                    if (!holds(value)) {
                        return false;
                    }
                }
            }
            return true;
        }
    }

    /** Whether no number is further from the other's than rounding to the formats explains; of one format all are equal, but for that. */
    static boolean explains(Matrix base, Matrix suspect) {
        Format left = Format.of(base);
        Format right = Format.of(suspect);
        double share = left == right ? 0 : left.share + right.share;
        for (int i = 0; i < base.rows(); i++) {
            float[] a = base.row(i);
            float[] b = suspect.row(i);
            for (int j = 0; j < a.length; j++) {
                double allowed = share * Math.max(Math.abs(a[j]), Math.abs(b[j])) + LEAST;
                if (!(Math.abs((double) a[j] - b[j]) <= allowed)) {
                    return false;
                }
            }
        }
        return true;
    }
}
