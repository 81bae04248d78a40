package dev.provenance.safetensors;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** A range of a file as a stream. Closing it leaves the channel open; a file that ends within the range has changed. */
final class ChannelInput extends InputStream {
    private final Path file;
    private final FileChannel channel;
    private final long end;
    private long position;

    ChannelInput(Path file, FileChannel channel, long start, long bytes) {
        this.file = file;
        this.channel = channel;
        this.position = start;
        this.end = start + bytes;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (position == end) {
            return -1;
        }
        int wanted = (int) Math.min(length, end - position);
        int count = channel.read(ByteBuffer.wrap(target, offset, wanted), position);
        if (count < 0) {
            throw new SafetensorsException(
                    file, null, Rule.FILE_CHANGED, "at least " + end + " bytes", position + " bytes");
        }
        position += count;
        return count;
    }
}
