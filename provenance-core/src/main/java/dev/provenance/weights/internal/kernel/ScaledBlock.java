package dev.provenance.weights.internal.kernel;

/**
 * The slow path for a block whose sums are not finite or too small: element by element, leaving out positions at which
 * either number is not finite, with powers of two taken out of numbers whose squares leave the range of double.
 */
final class ScaledBlock {

    /** Largest exponent, up or down, whose squares' sums stay within double. */
    private static final int SAFE_EXPONENT = 400;
    /** In place of zero's exponent: less than any other. */
    private static final int ZERO = Integer.MIN_VALUE;

    private final Operand a;
    private final Operand b;
    private final long from;
    private final int count;

    ScaledBlock(Operand a, Operand b, long from, int count) {
        this.a = a;
        this.b = b;
        this.from = from;
        this.count = count;
    }

    /** Adds the block; {@code sums} is overwritten, but its counts are used: that of equal bits where the dtypes are one. */
    void addTo(MomentAccumulator to, BlockSums sums) {
        boolean mixed = a.dtype() != b.dtype();
        Rounding rounding = Rounding.of(a.dtype(), b.dtype());
        long equal = mixed ? 0 : sums.equal;
        long zerosA = sums.zerosA;
        long zerosB = sums.zerosB;
        int scaleA = scale(a);
        int scaleB = scale(b);
        int common = Math.max(scaleA, scaleB);
        int finite = 0;
        int notFiniteA = 0;
        int notFiniteB = 0;
        double pivotA = 0;
        double pivotB = 0;
        sums.clear();
        for (int i = 0; i < count; i++) {
            double p = a.element(from + i);
            double q = b.element(from + i);
            equal += mixed && rounding.equal((float) p, (float) q) ? 1 : 0;
            notFiniteA += Double.isFinite(p) ? 0 : 1;
            notFiniteB += Double.isFinite(q) ? 0 : 1;
            if (Double.isFinite(p) && Double.isFinite(q)) {
                double scaledP = Math.scalb(p, -scaleA);
                double scaledQ = Math.scalb(q, -scaleB);
                if (finite == 0) {
                    pivotA = scaledP;
                    pivotB = scaledQ;
                }
                double difference = Math.scalb(p, -common) - Math.scalb(q, -common);
                sums.add(i % BlockSums.LANES, scaledP - pivotA, scaledQ - pivotB, difference);
                finite++;
            }
        }
        to.mergeScaledBlock(sums, finite, pivotA, pivotB, scaleA, scaleB);
        to.count(count, equal, zerosA, zerosB, notFiniteA, notFiniteB);
    }

    /** Exponent of the largest number at a position where both are finite; 0 where no scaling is needed. */
    private int scale(Operand operand) {
        int largest = ZERO;
        for (int i = 0; i < count; i++) {
            if (Double.isFinite(a.element(from + i)) && Double.isFinite(b.element(from + i))) {
                largest = Math.max(largest, exponent(operand.element(from + i)));
            }
        }
        return largest == ZERO || Math.abs(largest) <= SAFE_EXPONENT ? 0 : largest;
    }

    /** Binary exponent, of subnormal numbers too. */
    private static int exponent(double number) {
        return number == 0
                ? ZERO
                : Math.abs(number) < Double.MIN_NORMAL
                        ? Math.getExponent(number * 0x1p64) - 64
                        : Math.getExponent(number);
    }
}
