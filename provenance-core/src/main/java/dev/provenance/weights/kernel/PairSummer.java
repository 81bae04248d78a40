package dev.provenance.weights.kernel;

import static dev.provenance.safetensors.DType.F64;

import dev.provenance.safetensors.DType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Set;

/**
 * Sums pairs of runs of numbers block by block. Blocks are cut by element index, so that a result does not depend on who
 * summed which run as long as every run but the last is a multiple of {@link #BLOCK}. One thread owns a summer: it holds
 * the scratch arrays.
 */
public final class PairSummer {

    /** Elements of a block: small enough that two decoded blocks stay in the first-level cache. */
    public static final int BLOCK = 2048;

    /** The dtypes that can be summed, in any combination. */
    public static final Set<DType> DTYPES = Set.of(DType.BF16, DType.F16, DType.F32, F64);

    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfDouble DOUBLE =
            ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final PairKernel kernel;
    private final float[] a = new float[BLOCK];
    private final float[] b = new float[BLOCK];
    private final double[] wideA = new double[BLOCK];
    private final double[] wideB = new double[BLOCK];
    private final BlockSums sums = new BlockSums();

    public PairSummer(PairKernel kernel) {
        this.kernel = kernel;
    }

    /**
     * Adds {@code count} elements that begin at the start of both segments.
     *
     * @throws IllegalArgumentException for a dtype not in {@link #DTYPES}
     */
    public void add(
            MemorySegment base,
            DType baseType,
            MemorySegment suspect,
            DType suspectType,
            long count,
            MomentAccumulator to) {
        boolean wide = baseType == F64 || suspectType == F64;
        for (long from = 0; from < count; from += BLOCK) {
            int length = (int) Math.min(BLOCK, count - from);
            if (wide) {
                decode(base, baseType, from, wideA, a, length);
                decode(suspect, suspectType, from, wideB, b, length);
                addWide(length, baseType, suspectType, to);
            } else {
                decode(base, baseType, from, a, length);
                decode(suspect, suspectType, from, b, length);
                addNarrow(a, b, length, baseType, suspectType, to);
            }
        }
    }

    /** Adds one decoded block of at most {@link #BLOCK} numbers. */
    public void add(float[] base, float[] suspect, int length, MomentAccumulator to) {
        addNarrow(base, suspect, length, DType.F32, DType.F32, to);
    }

    /** Decodes {@code length} numbers of any of {@link #DTYPES} from element {@code from} on, rounding F64 to float. */
    public void decode(MemorySegment source, DType dtype, long from, float[] target, int length) {
        switch (dtype) {
            case BF16 -> kernel.decodeBf16(source, from * 2, target, length);
            case F16 -> kernel.decodeF16(source, from * 2, target, length);
            case F32 -> MemorySegment.copy(source, FLOAT, from * 4, target, 0, length);
            case F64 -> {
                for (int i = 0; i < length; i++) {
                    target[i] = (float) source.get(DOUBLE, (from + i) * 8);
                }
            }
            default -> throw new IllegalArgumentException("No kernel for dtype " + dtype + "; known: " + DTYPES);
        }
    }

    private void decode(MemorySegment source, DType dtype, long from, double[] target, float[] scratch, int length) {
        if (dtype == F64) {
            MemorySegment.copy(source, DOUBLE, from * 8, target, 0, length);
            return;
        }
        decode(source, dtype, from, scratch, length);
        for (int i = 0; i < length; i++) {
            target[i] = scratch[i];
        }
    }

    private void addNarrow(float[] p, float[] q, int length, DType typeP, DType typeQ, MomentAccumulator to) {
        kernel.sum(p, q, length, p[0], q[0], sums);
        if (typeP != typeQ) {
            sums.equal = Rounding.countEqual(p, typeP, q, typeQ, length);
        }
        if (sumsAreFinite()) {
            to.mergeBlock(sums, length, p[0], q[0]);
            to.count(length, sums.equal, sums.zerosA, sums.zerosB, 0, 0);
        } else {
            for (int i = 0; i < length; i++) {
                wideA[i] = p[i];
                wideB[i] = q[i];
            }
            addFiniteOnly(length, to);
        }
    }

    private void addWide(int length, DType baseType, DType suspectType, MomentAccumulator to) {
        kernel.sum(wideA, wideB, length, wideA[0], wideB[0], sums);
        if (baseType != suspectType) {
            sums.equal = Rounding.countEqual(wideA, baseType, wideB, suspectType, length);
        }
        if (sumsAreFinite()) {
            to.mergeBlock(sums, length, wideA[0], wideB[0]);
            to.count(length, sums.equal, sums.zerosA, sums.zerosB, 0, 0);
        } else {
            addFiniteOnly(length, to);
        }
    }

    /** A NaN or an infinity in the block, or a square beyond double's range, shows in its sums. */
    private boolean sumsAreFinite() {
        return Double.isFinite(BlockSums.total(sums.xx)
                + BlockSums.total(sums.yy)
                + BlockSums.total(sums.xy)
                + BlockSums.total(sums.dd));
    }

    /** The block once more, leaving out every position at which either number is not finite. */
    private void addFiniteOnly(int length, MomentAccumulator to) {
        long equal = sums.equal;
        long zerosA = sums.zerosA;
        long zerosB = sums.zerosB;
        long nonFiniteA = 0;
        long nonFiniteB = 0;
        int finite = 0;
        double pivotA = 0;
        double pivotB = 0;
        sums.clear();
        for (int i = 0; i < length; i++) {
            boolean finiteA = Double.isFinite(wideA[i]);
            boolean finiteB = Double.isFinite(wideB[i]);
            nonFiniteA += finiteA ? 0 : 1;
            nonFiniteB += finiteB ? 0 : 1;
            if (finiteA && finiteB) {
                if (finite == 0) {
                    pivotA = wideA[i];
                    pivotB = wideB[i];
                }
                sums.add(i % BlockSums.LANES, wideA[i], wideB[i], pivotA, pivotB);
                finite++;
            }
        }
        if (finite > 0) {
            to.mergeBlock(sums, finite, pivotA, pivotB);
        }
        to.count(length, equal, zerosA, zerosB, nonFiniteA, nonFiniteB);
    }
}
