package dev.provenance.safetensors;

import java.util.Comparator;
import java.util.List;

/** A tensor as its header declares it; {@code begin} and {@code end} are bytes from the start of the data section. */
record TensorEntry(String name, DType dtype, List<Long> shape, long elements, long begin, long end) {
    /** The order of the data; the name decides between empty tensors at one place. */
    static final Comparator<TensorEntry> BY_OFFSET = Comparator.comparingLong(TensorEntry::begin)
            .thenComparingLong(TensorEntry::end)
            .thenComparing(TensorEntry::name);
}
