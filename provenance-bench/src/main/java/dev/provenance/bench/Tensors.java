package dev.provenance.bench;

import dev.provenance.safetensors.DType;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** Synthetic tensors: normal numbers of spread 0.02, the second a noisy copy of the first. */
final class Tensors {

    private static final int PERIOD = 1 << 16;

    private final MemorySegment base;
    private final MemorySegment suspect;

    private Tensors(MemorySegment base, MemorySegment suspect) {
        this.base = base;
        this.suspect = suspect;
    }

    /** A pair of tensors with about the given correlation; numbers repeat after 65,536, so that filling is quick. */
    static Tensors allocate(Arena arena, DType baseType, DType suspectType, long elements, double correlation) {
        SplittableRandom random = new SplittableRandom(7);
        MemorySegment base = arena.allocate(elements * baseType.bits() / 8, 64);
        MemorySegment suspect = arena.allocate(elements * suspectType.bits() / 8, 64);
        double rest = Math.sqrt(1 - correlation * correlation);
        int drawn = (int) Math.min(PERIOD, elements);
        for (int i = 0; i < drawn; i++) {
            double number = random.nextGaussian();
            put(base, baseType, i, 0.02 * number);
            put(suspect, suspectType, i, 0.02 * (correlation * number + rest * random.nextGaussian()));
        }
        repeat(base, (long) drawn * baseType.bits() / 8);
        repeat(suspect, (long) drawn * suspectType.bits() / 8);
        return new Tensors(base, suspect);
    }

    /** The same numbers in mapped files. */
    Tensors mapped(Path folder, Arena arena) throws IOException {
        return new Tensors(map(base, folder.resolve("base"), arena), map(suspect, folder.resolve("suspect"), arena));
    }

    private static MemorySegment map(MemorySegment numbers, Path file, Arena arena) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            channel.map(FileChannel.MapMode.READ_WRITE, 0, numbers.byteSize(), arena)
                    .copyFrom(numbers);
            return channel.map(FileChannel.MapMode.READ_ONLY, 0, numbers.byteSize(), arena);
        }
    }

    /** Deletes a folder and the files in it. */
    static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    MemorySegment base() {
        return base;
    }

    MemorySegment suspect() {
        return suspect;
    }

    private static void repeat(MemorySegment segment, long period) {
        for (long filled = period; filled < segment.byteSize(); filled += period) {
            long length = Math.min(period, segment.byteSize() - filled);
            MemorySegment.copy(segment, 0, segment, filled, length);
        }
    }

    private static void put(MemorySegment segment, DType dtype, int index, double number) {
        float single = (float) number;
        switch (dtype) {
            case BF16 ->
                segment.setAtIndex(ValueLayout.JAVA_SHORT, index, (short) (Float.floatToRawIntBits(single) >>> 16));
            case F16 -> segment.setAtIndex(ValueLayout.JAVA_SHORT, index, Float.floatToFloat16(single));
            case F32 -> segment.setAtIndex(ValueLayout.JAVA_FLOAT, index, single);
            case F64 -> segment.setAtIndex(ValueLayout.JAVA_DOUBLE, index, number);
            // The upper byte of a half-precision number.
            case F8_E5M2 -> segment.set(ValueLayout.JAVA_BYTE, index, (byte) (Float.floatToFloat16(single) >>> 8));
            // Any bits but NaN's serve for speed; the spread is that of the format's middle.
            case F8_E4M3 ->
                segment.set(ValueLayout.JAVA_BYTE, index, (byte) (Float.floatToFloat16(single) >>> 8 & 0xBF));
            case I8, U8 -> segment.set(ValueLayout.JAVA_BYTE, index, (byte) (1000 * number));
            default -> throw new IllegalArgumentException("No synthetic tensor of " + dtype);
        }
    }
}
