package dev.provenance.safetensors;

import dev.provenance.safetensors.internal.Printable;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rule of the data section: the tensors cover it from its first byte to the file's last, each byte once. */
final class DataLayout {
    private DataLayout() {}

    /** Refuses tensors, sorted by offset, that overlap, leave holes, or do not end where the data section ends. */
    static void check(Path file, List<TensorEntry> tensors, long dataBytes) throws SafetensorsException {
        long covered = 0;
        @Nullable TensorEntry previous = null;
        for (TensorEntry tensor : tensors) {
            if (tensor.begin() != covered) {
                throw new SafetensorsException(
                        file,
                        tensor.name(),
                        tensor.begin() < covered ? Rule.OVERLAP : Rule.HOLE,
                        "data from " + covered + " on"
                                + (previous == null ? "" : ", where " + Printable.quoted(previous.name()) + " ends"),
                        "data from " + tensor.begin() + " on");
            }
            covered = tensor.end();
            previous = tensor;
        }
        if (covered != dataBytes) {
            throw new SafetensorsException(
                    file,
                    null,
                    covered > dataBytes ? Rule.DATA_TRUNCATED : Rule.TRAILING_DATA,
                    covered + " bytes of data",
                    dataBytes + " bytes of data");
        }
    }
}
