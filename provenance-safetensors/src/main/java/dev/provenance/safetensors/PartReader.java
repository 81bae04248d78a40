package dev.provenance.safetensors;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout;

/** Reads a part of a tensor whose elements do not follow one another, in the part's order. */
final class PartReader {

    /** Bytes of stored rows that are looked at together where a matrix is transposed. */
    private static final long BAND = 1 << 20;

    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;

    private final TensorView whole;
    private final MatrixPart part;
    private final long elementBytes;

    PartReader(TensorView whole, MatrixPart part) {
        this.whole = whole;
        this.part = part;
        this.elementBytes = whole.dtype().bits() / Byte.SIZE;
    }

    /** Elements {@code from} to {@code from + count − 1} of the part; where they lie in one run, as they are. */
    MemorySegment read(long from, long count, SegmentAllocator scratch) throws IOException {
        if (!part.transposed() && count <= leftInRun(from)) {
            return whole.read(stored(from) * elementBytes, count * elementBytes, scratch);
        }
        MemorySegment target = scratch.allocate(count * elementBytes);
        if (part.transposed()) {
            readBands(from, count, target);
        } else {
            readRuns(from, count, target);
        }
        return target.asReadOnly();
    }

    private long stored(long element) {
        return part.first() + part.place(element / part.columns()) * part.columns() + element % part.columns();
    }

    private long leftInRun(long element) {
        long row = element / part.columns();
        long rows = part.lanes() > 1 ? 1 : Math.min(part.run() - row % part.run(), part.rows() - row);
        return rows * part.columns() - element % part.columns();
    }

    private void readRuns(long from, long count, MemorySegment target) throws IOException {
        for (long done = 0; done < count; ) {
            long step = Math.min(count - done, leftInRun(from + done));
            MemorySegment place = target.asSlice(done * elementBytes, step * elementBytes);
            MemorySegment run =
                    whole.read(stored(from + done) * elementBytes, step * elementBytes, (bytes, alignment) -> place);
            if (run.address() != place.address()) {
                place.copyFrom(run);
            }
            done += step;
        }
    }

    private void readBands(long from, long count, MemorySegment target) throws IOException {
        long bandColumns = Math.max(1, BAND / (part.stored() * elementBytes));
        long firstRow = from / part.columns();
        long lastRow = (from + count - 1) / part.columns();
        long begin = firstRow / part.run() * part.step();
        long span = Math.min((lastRow / part.run() + 1) * part.step(), part.stored() - part.first() % part.stored())
                - begin;
        try (Arena memory = Arena.ofConfined()) {
            MemorySegment buffer = memory.allocate(bandColumns * part.stored() * elementBytes);
            SegmentAllocator inBuffer = SegmentAllocator.prefixAllocator(buffer);
            for (long column = 0; column < part.columns(); column += bandColumns) {
                long columns = Math.min(bandColumns, part.columns() - column);
                long start = part.first() + column * part.stored() + begin;
                long elements = Math.min((columns - 1) * part.stored() + span, whole.elementCount() - start);
                MemorySegment band = whole.read(start * elementBytes, elements * elementBytes, inBuffer);
                for (long row = firstRow; row <= lastRow; row++) {
                    long at = part.place(row) - begin;
                    for (long c = 0; c < columns; c++) {
                        long element = row * part.columns() + column + c - from;
                        if (element >= 0 && element < count) {
                            copy(band, at + c * part.stored(), target, element);
                        }
                    }
                }
            }
        }
    }

    private void copy(MemorySegment source, long from, MemorySegment target, long to) {
        switch ((int) elementBytes) {
            case Byte.BYTES -> target.set(ValueLayout.JAVA_BYTE, to, source.get(ValueLayout.JAVA_BYTE, from));
            case Short.BYTES -> target.set(SHORT, 2 * to, source.get(SHORT, 2 * from));
            case Integer.BYTES -> target.set(INT, 4 * to, source.get(INT, 4 * from));
            default -> target.set(LONG, 8 * to, source.get(LONG, 8 * from));
        }
    }
}
