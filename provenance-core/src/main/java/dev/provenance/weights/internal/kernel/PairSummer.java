package dev.provenance.weights.internal.kernel;

import static dev.provenance.safetensors.DType.BF16;
import static dev.provenance.safetensors.DType.F16;
import static dev.provenance.safetensors.DType.F32;
import static dev.provenance.safetensors.DType.F64;

import com.google.common.collect.Sets;
import dev.provenance.safetensors.DType;
import java.lang.foreign.MemorySegment;
import java.util.Set;

/**
 * Sums pairs of runs of numbers block by block. Blocks are cut by element index, so that a result does not depend on who
 * summed which run as long as every run but the last is a multiple of {@link #BLOCK}. One thread owns a summer: it holds
 * scratch memory.
 *
 * <p><b>Accuracy.</b> Against exact arithmetic, cosine and centred cosine are within 5e-8 for pairs of BF16, F8 and 8-bit
 * integers, and within 1e-12 where one is F16, F32 or F64; relative L2 within a relative 1e-6 where the tensors differ by one
 * part in 10,000 or more. A block is centred on a pivot near its mean, so a mean that is 10,000 times the spread changes
 * nothing. Blocks for which float lanes do not serve (numbers that are not finite, squares outside float's range, a pivot far
 * from the mean, a few numbers far larger than the others) are summed again in double. Numbers that are not finite are
 * counted and left out together with their partner.
 */
public final class PairSummer {

    /** Elements of a block, over which a pivot holds. */
    public static final int BLOCK = 1 << 15;

    /** The dtypes that can be summed, in any combination. */
    public static final Set<DType> DTYPES = Set.copyOf(Sets.union(NarrowFormat.WITHIN_BF16, Set.of(F16, F32, F64)));

    /** Shorter runs, and what is left of a block, go into wide lanes: as fast on little, and more exact. */
    private static final int NARROW_MINIMUM = 4096;
    /** Sums of float squares below this may have lost squares that are below float's range. */
    private static final double NARROW_UNDERFLOW = 0x1p-80;

    private static final double WIDE_UNDERFLOW = 0x1p-900;
    /** Share of one lane in Σx² from which on its largest numbers swallow the digits of the others in float. */
    private static final double LANE_SHARE = 0.125;
    /** How many times Σ(x − mean)² the pivot may add to Σx² before float lanes lose too much to cancellation. */
    private static final double PIVOT_SHARE = 8;

    private final PairKernel kernel;
    private final Operand a;
    private final Operand b;
    private final BlockSums sums = new BlockSums();

    public PairSummer(PairKernel kernel) {
        this.kernel = kernel;
        this.a = new Operand(kernel);
        this.b = new Operand(kernel);
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
        requireKnown(baseType);
        requireKnown(suspectType);
        a.set(base, baseType);
        b.set(suspect, suspectType);
        boolean narrow = NarrowFormat.WITHIN_BF16.contains(baseType) && NarrowFormat.WITHIN_BF16.contains(suspectType);
        for (long from = 0; from < count; from += BLOCK) {
            int length = (int) Math.min(BLOCK, count - from);
            int inNarrowLanes = narrow ? length - length % PairKernel.GROUP : 0;
            if (inNarrowLanes < NARROW_MINIMUM || !addNarrow(from, inNarrowLanes, to)) {
                addWide(from, length, to);
            } else if (inNarrowLanes < length) {
                addWide(from + inNarrowLanes, length - inNarrowLanes, to);
            }
        }
    }

    /** Converts numbers of any of {@link #DTYPES} to floats, F64 being rounded; {@code floats} holds 4 bytes for each. */
    public void toFloats(MemorySegment source, DType dtype, MemorySegment floats, int count) {
        requireKnown(dtype);
        a.set(source, dtype);
        for (int from = 0; from < count; from += Operand.PIECE) {
            int length = Math.min(Operand.PIECE, count - from);
            a.asFloats(from, length);
            MemorySegment.copy(a.piece(), a.offset(), floats, 4L * from, 4L * length);
        }
    }

    private static void requireKnown(DType dtype) {
        if (!DTYPES.contains(dtype)) {
            throw new IllegalArgumentException("No kernel for dtype " + dtype + "; known: " + DTYPES);
        }
    }

    /** Adds a run in narrow lanes, or nothing if these do not serve for it. */
    private boolean addNarrow(long from, int count, MomentAccumulator to) {
        float pivotA = a.narrowPivot(from, count);
        float pivotB = b.narrowPivot(from, count);
        sums.clear();
        long equal = 0;
        int step = a.dtype() == BF16 && b.dtype() == BF16 ? count : Operand.PIECE;
        for (int done = 0; done < count; done += step) {
            int length = Math.min(step, count - done);
            a.asBf16(from + done, length);
            b.asBf16(from + done, length);
            kernel.sumNarrow(a.piece(), a.offset(), b.piece(), b.offset(), length, pivotA, pivotB, sums);
            if (isMixed()) {
                a.toFloats(length);
                b.toFloats(length);
                equal += countEqual(length);
            }
        }
        if (!narrowLanesServe(count)) {
            return false;
        }
        to.mergeBlock(sums, count, pivotA, pivotB);
        to.count(count, isMixed() ? equal : sums.equal, sums.zerosA, sums.zerosB, 0, 0);
        return true;
    }

    private boolean isMixed() {
        return a.dtype() != b.dtype();
    }

    /** Of the pieces that are available as floats. */
    private long countEqual(int count) {
        Rounding rounding = Rounding.of(a.dtype(), b.dtype());
        return kernel.countEqual(rounding, a.piece(), a.offset(), b.piece(), b.offset(), count);
    }

    private boolean narrowLanesServe(int count) {
        if (!sums.areFinite()) {
            return false;
        }
        boolean differenceIsSafe = sums.equal == count || BlockSums.total(sums.dd) >= NARROW_UNDERFLOW;
        return differenceIsSafe
                && BlockSums.largestShare(sums.xx) <= LANE_SHARE
                && BlockSums.largestShare(sums.yy) <= LANE_SHARE
                && centred(BlockSums.total(sums.x), BlockSums.total(sums.xx), count)
                && centred(BlockSums.total(sums.y), BlockSums.total(sums.yy), count);
    }

    private static boolean centred(double sum, double squares, int count) {
        double ofPivot = sum * sum / count;
        return squares >= NARROW_UNDERFLOW && ofPivot <= PIVOT_SHARE * (squares - ofPivot);
    }

    /** Adds a run of at most a block in double lanes. */
    private void addWide(long from, int count, MomentAccumulator to) {
        double pivotA = a.pivot(from, count);
        double pivotB = b.pivot(from, count);
        boolean doubles = a.dtype() == F64 || b.dtype() == F64;
        boolean inDouble = doubles || pivotA != 0 || pivotB != 0;
        long equal = 0;
        sums.clear();
        for (int done = 0; done < count; done += Operand.PIECE) {
            int length = Math.min(Operand.PIECE, count - done);
            if (isMixed() || !inDouble) {
                a.asFloats(from + done, length);
                b.asFloats(from + done, length);
            }
            equal += isMixed() ? countEqual(length) : 0;
            if (inDouble) {
                a.asDoubles(from + done, length);
                b.asDoubles(from + done, length);
                kernel.sumF64(a.piece(), a.offset(), b.piece(), b.offset(), length, pivotA, pivotB, sums);
            } else {
                kernel.sumF32(a.piece(), a.offset(), b.piece(), b.offset(), length, sums);
            }
        }
        boolean inRange =
                !doubles || (BlockSums.total(sums.xx) >= WIDE_UNDERFLOW && BlockSums.total(sums.yy) >= WIDE_UNDERFLOW);
        if (sums.areFinite() && inRange) {
            to.mergeBlock(sums, count, pivotA, pivotB);
            to.count(count, isMixed() ? equal : sums.equal, sums.zerosA, sums.zerosB, 0, 0);
        } else {
            new ScaledBlock(a, b, from, count).addTo(to, sums);
        }
    }
}
