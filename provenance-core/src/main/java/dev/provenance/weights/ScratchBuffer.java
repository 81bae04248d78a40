package dev.provenance.weights;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;

/** One buffer, reused by every allocation; grows to the largest. Untouched while archives are memory-mapped. */
final class ScratchBuffer implements SegmentAllocator {

    private MemorySegment buffer = MemorySegment.NULL;

    @Override
    public MemorySegment allocate(long byteSize, long byteAlignment) {
        if (buffer.byteSize() < byteSize) {
            buffer = Arena.ofAuto().allocate(byteSize, Math.max(byteAlignment, 64));
        }
        return buffer.asSlice(0, byteSize);
    }
}
