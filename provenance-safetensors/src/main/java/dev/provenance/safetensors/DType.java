package dev.provenance.safetensors;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The element types of the format. A constant's name is the text that stands in the file. */
public enum DType {
    /** One byte; zero is false. */
    BOOL(8, false),
    /** E2M1 of the OCP MX specification, two elements in a byte. */
    F4(4, true),
    /** E2M3 of the OCP MX specification, four elements in three bytes. */
    F6_E2M3(6, true),
    /** E3M2 of the OCP MX specification, four elements in three bytes. */
    F6_E3M2(6, true),
    U8(8, false),
    I8(8, false),
    F8_E5M2(8, true),
    /** E4M3 without infinities, as in the OCP 8-bit specification. */
    F8_E4M3(8, true),
    /** A power of two: the scale of the OCP MX formats. */
    F8_E8M0(8, true),
    F8_E4M3FNUZ(8, true),
    F8_E5M2FNUZ(8, true),
    I16(16, false),
    U16(16, false),
    F16(16, true),
    BF16(16, true),
    I32(32, false),
    U32(32, false),
    F32(32, true),
    /** A complex number: two F32, the real part first. */
    C64(64, false),
    F64(64, true),
    I64(64, false),
    U64(64, false);

    private static final Map<String, DType> BY_NAME =
            Stream.of(values()).collect(Collectors.toUnmodifiableMap(DType::name, Function.identity()));

    private final int bits;
    private final boolean floating;

    DType(int bits, boolean floating) {
        this.bits = bits;
        this.floating = floating;
    }

    /** Size of one element in bits; below 8 for packed types. */
    public int bits() {
        return bits;
    }

    /** Whether elements are real floating-point numbers; false for integers, {@link #BOOL} and {@link #C64}. */
    public boolean isFloating() {
        return floating;
    }

    /** The type of this exact name, case-sensitive; empty if the format has none. */
    public static Optional<DType> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }
}
