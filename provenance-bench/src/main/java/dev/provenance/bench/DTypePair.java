package dev.provenance.bench;

import dev.provenance.safetensors.DType;

/** The pairs of dtypes that are measured. */
public enum DTypePair {
    BF16_BF16(DType.BF16, DType.BF16),
    F16_F16(DType.F16, DType.F16),
    F32_F32(DType.F32, DType.F32),
    F64_F64(DType.F64, DType.F64),
    F8_E4M3_F8_E4M3(DType.F8_E4M3, DType.F8_E4M3),
    F8_E5M2_F8_E5M2(DType.F8_E5M2, DType.F8_E5M2),
    I8_I8(DType.I8, DType.I8),
    BF16_F32(DType.BF16, DType.F32),
    F16_F32(DType.F16, DType.F32),
    BF16_F16(DType.BF16, DType.F16),
    F8_E4M3_BF16(DType.F8_E4M3, DType.BF16),
    F32_F64(DType.F32, DType.F64);

    final DType base;
    final DType suspect;

    DTypePair(DType base, DType suspect) {
        this.base = base;
        this.suspect = suspect;
    }

    /** Bytes of one pair of elements. */
    int bytes() {
        return (base.bits() + suspect.bits()) / 8;
    }
}
