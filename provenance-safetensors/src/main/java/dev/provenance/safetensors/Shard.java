package dev.provenance.safetensors;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** An opened file: hands out ranges of its bytes as long as its archive is open and the file is unchanged. */
final class Shard {
    /** Buffers over a segment hold less than 2 GiB. */
    private static final long LARGEST_STEP = 1 << 30;
    /** A file that was looked at so recently is not looked at again: small windows are read faster than its stamp. */
    private static final long RECENT_NANOS = 1_000_000;

    private final ArchiveFile file;
    private final FileStamp stamp;
    private final @Nullable MemorySegment mapping;
    private final Arena owner;
    private final AtomicLong nextCheck = new AtomicLong(System.nanoTime());

    private Shard(ArchiveFile file, FileStamp stamp, @Nullable MemorySegment mapping, Arena owner) {
        this.file = file;
        this.stamp = stamp;
        this.mapping = mapping;
        this.owner = owner;
    }

    /** A shard that is mapped into the owner's memory. The channel may be closed afterwards. */
    static Shard mapped(ArchiveFile file, FileStamp stamp, FileChannel channel, Arena owner) throws IOException {
        MemorySegment mapping = channel.map(FileChannel.MapMode.READ_ONLY, 0, stamp.bytes(), owner);
        return new Shard(file, stamp, mapping, owner);
    }

    /** A shard that is read anew each time. It holds no channel: an interrupt would close it for all threads. */
    static Shard copied(ArchiveFile file, FileStamp stamp, Arena owner) {
        return new Shard(file, stamp, null, owner);
    }

    Path path() {
        return file.path();
    }

    /** Bytes of the file, read-only; the range must lie within it. */
    MemorySegment read(long position, long bytes, SegmentAllocator scratch) throws IOException {
        if (!owner.scope().isAlive()) {
            throw new IllegalStateException("the archive of " + path() + " is closed; read before closing it");
        }
        long now = System.nanoTime();
        if (now - nextCheck.get() >= 0) {
            stamp.requireUnchanged(path());
            nextCheck.set(now + RECENT_NANOS);
        }
        return mapping == null ? copy(position, scratch.allocate(bytes)) : mapping.asSlice(position, bytes);
    }

    private MemorySegment copy(long position, MemorySegment target) throws IOException {
        try (FileChannel channel = FileChannel.open(path(), StandardOpenOption.READ)) {
            long done = 0;
            while (done < target.byteSize()) {
                long step = Math.min(target.byteSize() - done, LARGEST_STEP);
                int count = channel.read(target.asSlice(done, step).asByteBuffer(), position + done);
                if (count < 0) {
                    throw new SafetensorsException(
                            path(), null, Rule.FILE_CHANGED, stamp.toString(), (position + done) + " bytes");
                }
                done += count;
            }
        }
        return target.asReadOnly();
    }
}
