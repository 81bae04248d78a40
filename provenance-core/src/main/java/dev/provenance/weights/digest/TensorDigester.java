package dev.provenance.weights.digest;

import dev.provenance.message.Message;
import dev.provenance.safetensors.DType;
import dev.provenance.safetensors.TensorView;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/**
 * Digests one tensor after another from its bytes, front to back, in constant memory. There are sketches of BF16, F16, F32
 * and F64; tensors of other dtypes have their SHA-256 and a reason. One thread owns a digester: it holds the buffers.
 */
public final class TensorDigester {

    /** Bytes of a read: fits a second-level cache, whole elements and bytes of every dtype, whole hashes of a sketch. */
    private static final int CHUNK = 3 << 18;

    private final MessageDigest sha256 = sha256();
    private final SketchBuilder sketch = new SketchBuilder();
    private final SegmentAllocator scratch =
            SegmentAllocator.prefixAllocator(Arena.ofAuto().allocate(CHUNK, Long.BYTES));

    /** Of the tensor that was begun. */
    private Repetition repetition = new Repetition(DType.U8);

    /**
     * Digests a tensor.
     *
     * @throws IllegalStateException if its archive is closed
     * @throws IOException if its file cannot be read, or changed since it was opened
     */
    public TensorDigest digest(TensorView tensor) throws IOException {
        return digest(tensor, bytes -> {}, () -> false);
    }

    /**
     * Digests a tensor.
     *
     * @param bytesRead called with the size of every chunk once it is digested
     * @param stopped asked before every chunk
     * @throws InterruptedIOException if it was stopped
     * @throws IllegalStateException if its archive is closed
     * @throws IOException if its file cannot be read, or changed since it was opened
     */
    public TensorDigest digest(TensorView tensor, LongConsumer bytesRead, BooleanSupplier stopped) throws IOException {
        begin(tensor);
        for (long offset = 0; offset < tensor.byteSize(); offset += CHUNK) {
            if (stopped.getAsBoolean()) {
                throw new InterruptedIOException("stopped while digesting " + tensor);
            }
            long size = Math.min(CHUNK, tensor.byteSize() - offset);
            add(tensor, tensor.read(offset, size, scratch));
            bytesRead.accept(size);
        }
        return end(tensor);
    }

    /** Begins a tensor; whatever was begun before and not ended is forgotten. */
    public void begin(TensorView tensor) {
        sha256.reset();
        sketch.clear();
        repetition = new Repetition(tensor.dtype());
    }

    /**
     * Adds the next bytes of the tensor that was begun.
     *
     * @param tensor the same
     * @param chunk whole elements; in all chunks but the last, a multiple of four of them
     */
    public void add(TensorView tensor, MemorySegment chunk) {
        sha256.update(chunk.asByteBuffer());
        repetition.add(chunk);
        if (isSketched(tensor)) {
            sketch.add(chunk, tensor.dtype());
        }
    }

    /** The digest of the tensor that was begun, once all of its bytes were added. */
    public TensorDigest end(TensorView tensor) {
        Optional<Message> obstacle = obstacle(tensor);
        return new TensorDigest(
                HexFormat.of().formatHex(sha256.digest()),
                repetition.isConstant(),
                obstacle.isPresent() ? Optional.empty() : Optional.of(sketch.build()),
                obstacle);
    }

    private static boolean isSketched(TensorView tensor) {
        return SketchBuilder.DTYPES.contains(tensor.dtype());
    }

    private Optional<Message> obstacle(TensorView tensor) {
        if (tensor.elementCount() == 0) {
            return Optional.of(Message.of("weights.noElements"));
        }
        return isSketched(tensor)
                ? sketch.obstacle()
                : Optional.of(Message.of("weights.dtypeNotSketched", tensor.dtype()));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
