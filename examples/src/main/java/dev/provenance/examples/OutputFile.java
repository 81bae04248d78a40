package dev.provenance.examples;

import dev.provenance.behavior.RecordedOutput;
import dev.provenance.behavior.Recording;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A recording that grows by whole lines, each forced to the disk before the next is asked for. A line that a kill tore is cut
 * off on opening; its prompt is asked again. One program writes it at a time.
 */
final class OutputFile implements AutoCloseable {

    private final Path file;
    private final FileChannel channel;
    private final Map<String, RecordedOutput> recorded;

    private OutputFile(Path file, FileChannel channel, Map<String, RecordedOutput> recorded) {
        this.file = file;
        this.channel = channel;
        this.recorded = recorded;
    }

    static OutputFile open(Path file) throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
        try {
            lock(file, channel);
            long whole = endOfLastLine(channel);
            channel.truncate(whole).position(whole);
            return new OutputFile(
                    file, channel, whole == 0 ? Map.of() : Recording.read(file).outputs());
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static void lock(Path file, FileChannel channel) throws IOException {
        @Nullable FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            lock = null;
        }
        if (lock == null) {
            throw new IOException(file + ": expected to be the only one who writes it, actual another program does.");
        }
    }

    /** Behind the last line feed; 0 where there is none. */
    private static long endOfLastLine(FileChannel channel) throws IOException {
        ByteBuffer one = ByteBuffer.allocate(1);
        for (long end = channel.size(); end > 0; end--) {
            one.clear();
            channel.read(one, end - 1);
            if (one.get(0) == '\n') {
                return end;
            }
        }
        return 0;
    }

    /**
     * Whether a prompt was recorded.
     *
     * @throws IllegalArgumentException if another prompt was, under the same id
     */
    boolean has(String id, String prompt) {
        @Nullable RecordedOutput output = recorded.get(id);
        if (output != null && !output.prompt().equals(prompt)) {
            throw new IllegalArgumentException(
                    file + ": expected the same prompts as before, actual another one for id " + id
                            + ". Record other prompts into another file.");
        }
        return output != null;
    }

    void append(String line) throws IOException {
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(line + "\n");
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        channel.force(false);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
