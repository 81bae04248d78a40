package dev.provenance.safetensors;

import dev.provenance.safetensors.internal.Printable;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One tensor of an archive: what its header says, and its bytes on request. Bytes are little-endian, elements in row-major
 * order, without padding or alignment; elements below eight bits fill each byte from its lowest bit.
 *
 * <p>A {@link #part} of a tensor is a view like any other: its own shape, its own elements from 0 on, under the tensor's name.
 *
 * <p>A view may be read by several threads at once. It is of no use once its archive is closed.
 */
public final class TensorView {
    private final Shard shard;
    private final long dataStart;
    private final TensorEntry entry;
    private final boolean isPart;
    /** Reads elements that do not follow one another; null where they do. */
    private final @Nullable PartReader scattered;

    TensorView(Shard shard, long dataStart, TensorEntry entry) {
        this(shard, dataStart, entry, false, null);
    }

    private TensorView(Shard shard, long dataStart, TensorEntry entry, boolean isPart, @Nullable PartReader scattered) {
        this.shard = shard;
        this.dataStart = dataStart;
        this.entry = entry;
        this.isPart = isPart;
        this.scattered = scattered;
    }

    /**
     * A view of a matrix that is stored within this tensor. Costs nothing; where the part is contiguous it is read as fast
     * as the tensor, else its runs are copied together.
     *
     * @param shape the view's dimensions, of as many elements as the part
     * @throws IllegalArgumentException if the part reaches beyond the tensor, the shape has another number of elements, or
     *     elements are smaller than a byte
     * @throws IllegalStateException if this is itself a part that is not contiguous
     */
    public TensorView part(MatrixPart part, List<Long> shape) {
        if (scattered != null) {
            throw new IllegalStateException(label() + ": a part that is not contiguous has no parts");
        }
        long elements = shape.stream().reduce(1L, Math::multiplyExact);
        if (dtype().bits() < Byte.SIZE || part.end() > elementCount() || elements != part.elements()) {
            throw new IllegalArgumentException(this + " has no part " + part + " of shape " + shape);
        }
        long begin = entry.begin() + part.first() * elementBytes();
        TensorEntry inner = new TensorEntry(
                name(), dtype(), List.copyOf(shape), elements, begin, begin + elements * elementBytes());
        return new TensorView(shard, dataStart, inner, true, part.isContiguous() ? null : new PartReader(this, part));
    }

    /** Whether this is a {@link #part} of a tensor. */
    public boolean isPart() {
        return isPart;
    }

    private long elementBytes() {
        return dtype().bits() / Byte.SIZE;
    }

    /** The name as in the file; any text, of any length. */
    public String name() {
        return entry.name();
    }

    /** The type of the elements. */
    public DType dtype() {
        return entry.dtype();
    }

    /** The dimensions, outermost first; empty for a single number. Each is 0 or more. */
    public List<Long> shape() {
        return entry.shape();
    }

    /** Product of the dimensions. */
    public long elementCount() {
        return entry.elements();
    }

    /** Size of the data in bytes. */
    public long byteSize() {
        return entry.end() - entry.begin();
    }

    /** The file that holds the data. */
    public Path file() {
        return shard.path();
    }

    /** Where in {@link #file()} the data begins, in bytes from the start of the file; of a part, near its first element. */
    public long fileOffset() {
        return dataStart + entry.begin();
    }

    /**
     * Bytes of the tensor, in native memory, read-only.
     *
     * <p>With {@link ReadOptions.Access#MAPPED} this is a part of the mapping, valid until the archive is closed, and
     * {@code scratch} is not used. With {@link ReadOptions.Access#COPIED} it is what {@code scratch} allocates, filled; so
     * {@link SegmentAllocator#prefixAllocator} over a buffer of at least {@code byteCount} bytes reads into that buffer.
     *
     * <p>Every call looks up the file's size and time of modification; read a megabyte or more at a time.
     *
     * <p>A part that is not contiguous is read in whole elements; where it cannot be a part of the mapping, it is what
     * {@code scratch} allocates.
     *
     * @param byteOffset where to begin, from the start of the tensor
     * @throws IndexOutOfBoundsException if the range is not within {@link #byteSize()}
     * @throws IllegalStateException if the archive is closed
     * @throws SafetensorsException if the file has changed since the archive was opened
     * @throws java.nio.channels.ClosedByInterruptException if the thread is interrupted while it copies
     * @throws IOException if reading fails
     */
    public MemorySegment read(long byteOffset, long byteCount, SegmentAllocator scratch) throws IOException {
        requireWithin(byteOffset, byteCount, byteSize(), "bytes");
        if (scattered != null && byteCount > 0) {
            if (byteOffset % elementBytes() != 0 || byteCount % elementBytes() != 0) {
                throw new IndexOutOfBoundsException(label() + ": a part is read in whole elements of " + elementBytes()
                        + " bytes; asked for " + byteCount + " bytes from " + byteOffset + " on");
            }
            return scattered.read(byteOffset / elementBytes(), byteCount / elementBytes(), scratch);
        }
        return shard.read(fileOffset() + byteOffset, byteCount, scratch);
    }

    /**
     * Decodes {@code target.length} consecutive elements: floating types exactly, integers to the nearest double,
     * {@link DType#BOOL} as 0 or 1.
     *
     * @param firstElement index of the first element in row-major order
     * @throws UnsupportedOperationException if the elements are complex ({@link DType#C64})
     * @throws IndexOutOfBoundsException if the range is not within {@link #elementCount()}
     * @throws IllegalStateException if the archive is closed
     * @throws SafetensorsException if the file has changed since the archive was opened
     * @throws IOException if reading fails
     */
    public void decode(long firstElement, double[] target) throws IOException {
        if (dtype() == DType.C64) {
            throw new UnsupportedOperationException(label() + " is complex (C64): its elements are not single numbers."
                    + " Read its bytes as pairs of F32 instead.");
        }
        requireWithin(firstElement, target.length, elementCount(), "elements");
        int bits = dtype().bits();
        // Cannot overflow: the header was refused if the whole tensor's bits did.
        long firstBit = firstElement * bits;
        long firstByte = firstBit / Byte.SIZE;
        long endByte = Math.ceilDiv(firstBit + (long) target.length * bits, Byte.SIZE);
        try (Arena scratch = Arena.ofConfined()) {
            MemorySegment bytes = read(firstByte, endByte - firstByte, scratch);
            ElementDecoder.decode(dtype(), bytes, (int) (firstBit % Byte.SIZE), target);
        }
    }

    private void requireWithin(long first, long count, long size, String unit) {
        if (first < 0 || count < 0 || count > size - first) {
            throw new IndexOutOfBoundsException(
                    label() + " has " + size + " " + unit + "; asked for " + count + " from " + first + " on");
        }
    }

    private String label() {
        return file() + ": tensor " + Printable.quoted(name());
    }

    /** File, name, dtype and shape, for messages and debugging. */
    @Override
    public String toString() {
        return label() + " " + dtype() + " " + shape();
    }
}
