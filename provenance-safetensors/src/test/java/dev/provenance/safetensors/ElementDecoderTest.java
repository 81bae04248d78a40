package dev.provenance.safetensors;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Compares boxed doubles: NaN equals itself and the sign of a zero counts. */
class ElementDecoderTest {

    private static double[] decode(DType dtype, int firstBit, int count, byte... bytes) {
        double[] target = new double[count];
        ElementDecoder.decode(dtype, MemorySegment.ofArray(bytes), firstBit, target);
        return target;
    }

    private static double one(DType dtype, int code) {
        return decode(dtype, 0, 1, (byte) code)[0];
    }

    /** Codes in hexadecimal and their values, from the tables of the formats' specifications. */
    @ParameterizedTest
    @CsvSource({
        "F4,7,6",
        "F4,1,0.5",
        "F4,2,1",
        "F4,f,-6",
        "F4,8,-0.0",
        "F6_E2M3,1f,7.5",
        "F6_E2M3,1,0.125",
        "F6_E2M3,8,1",
        "F6_E2M3,3f,-7.5",
        "F6_E3M2,1f,28",
        "F6_E3M2,1,0.0625",
        "F6_E3M2,c,1",
        "F6_E3M2,4,0.25",
        "F8_E4M3,7e,448",
        "F8_E4M3,7f,NaN",
        "F8_E4M3,ff,NaN",
        "F8_E4M3,38,1",
        "F8_E4M3,80,-0.0",
        "F8_E5M2,7b,57344",
        "F8_E5M2,7c,Infinity",
        "F8_E5M2,fc,-Infinity",
        "F8_E5M2,7d,NaN",
        "F8_E5M2,ff,NaN",
        "F8_E8M0,7f,1",
        "F8_E8M0,80,2",
        "F8_E8M0,ff,NaN",
        "F8_E4M3FNUZ,7f,240",
        "F8_E4M3FNUZ,80,NaN",
        "F8_E4M3FNUZ,ff,-240",
        "F8_E4M3FNUZ,40,1",
        "F8_E5M2FNUZ,7f,57344",
        "F8_E5M2FNUZ,80,NaN",
        "F8_E5M2FNUZ,ff,-57344",
        "F8_E5M2FNUZ,40,1",
        "BOOL,0,0",
        "BOOL,1,1",
        "BOOL,ff,1",
        "U8,ff,255",
        "I8,ff,-1",
        "I8,80,-128",
    })
    void knownValues(DType dtype, String code, Double value) {
        assertThat(one(dtype, HexFormat.fromHexDigits(code))).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({
        "F8_E4M3,1,-9",
        "F8_E4M3,8,-6",
        "F8_E5M2,1,-16",
        "F8_E5M2,4,-14",
        "F8_E4M3FNUZ,1,-10",
        "F8_E4M3FNUZ,8,-7",
        "F8_E5M2FNUZ,1,-17",
        "F8_E5M2FNUZ,4,-15",
        "F8_E8M0,0,-127",
        "F8_E8M0,254,127"
    })
    void knownPowersOfTwo(DType dtype, int code, int exponent) {
        assertThat(one(dtype, code)).isEqualTo(Double.valueOf(Math.pow(2, exponent)));
    }

    /** E5M2 is the upper half of an IEEE half, so the platform's own conversion is the reference. */
    @Test
    void allOfE5m2AgainstHalf() {
        for (int code = 0; code < 256; code++) {
            assertThat(one(DType.F8_E5M2, code)).isEqualTo(Double.valueOf(Float.float16ToFloat((short) (code << 8))));
        }
    }

    /** A float with the same fields, its exponent moved by the difference of the biases, is the same number. */
    @ParameterizedTest
    @CsvSource({"F4,4,1,1", "F6_E2M3,6,3,1", "F6_E3M2,6,2,3", "F8_E4M3,8,3,7", "F8_E4M3FNUZ,8,3,8", "F8_E5M2FNUZ,8,2,16"
    })
    void allFiniteCodesAgainstFloatBits(DType dtype, int bits, int mantissaBits, int bias) {
        int sign = 1 << (bits - 1);
        int largest = dtype == DType.F8_E4M3 ? sign - 2 : sign - 1;
        for (int code = 0; code <= largest; code++) {
            // Read with a float's bias, a subnormal code is a subnormal float: the scale puts both right exactly.
            float sameFields = Float.intBitsToFloat(code << (23 - mantissaBits));
            double expected = Math.scalb((double) sameFields, 127 - bias);
            assertThat(one(dtype, code)).as("code %d", code).isEqualTo(Double.valueOf(expected));
            if (code > 0) {
                assertThat(one(dtype, code | sign)).isEqualTo(Double.valueOf(-expected));
            }
        }
    }

    @Test
    void allHalves() {
        byte[] codes = new byte[2 << 16];
        ByteBuffer buffer = ByteBuffer.wrap(codes).order(ByteOrder.LITTLE_ENDIAN);
        for (int code = 0; code < 1 << 16; code++) {
            buffer.putShort((short) code);
        }
        double[] halves = decode(DType.F16, 0, 1 << 16, codes);
        double[] brains = decode(DType.BF16, 0, 1 << 16, codes);
        for (int code = 0; code < 1 << 16; code++) {
            assertThat(halves[code]).isEqualTo(Double.valueOf(Float.float16ToFloat((short) code)));
            assertThat(brains[code]).isEqualTo(Double.valueOf(Float.intBitsToFloat(code << 16)));
        }
        assertThat(halves[0x7bff]).isEqualTo(65504);
    }

    @Test
    void wideTypesAreLittleEndian() {
        byte[] bytes = HexFormat.of().parseHex("01000000000000f0");
        assertThat(decode(DType.I16, 0, 4, bytes)).containsExactly(1, 0, 0, -4096);
        assertThat(decode(DType.U16, 0, 4, bytes)).containsExactly(1, 0, 0, 61440);
        assertThat(decode(DType.I32, 0, 2, bytes)).containsExactly(1, -268435456);
        assertThat(decode(DType.U32, 0, 2, bytes)).containsExactly(1, 4026531840.0);
        assertThat(decode(DType.I64, 0, 1, bytes)).containsExactly((double) 0xf000000000000001L);
        assertThat(decode(DType.U64, 0, 1, bytes)).containsExactly(0xf.0p60);
        assertThat(decode(DType.F32, 0, 2, bytes)).containsExactly(Float.MIN_VALUE, -0x1p97);
        assertThat(decode(DType.F64, 0, 1, bytes)).containsExactly(-0x1.0000000000001p769);
    }

    /** Values around a tie, where dropping the lowest bit before rounding would go wrong. */
    @ParameterizedTest
    @CsvSource({"9223372036854775808", "9223372036854776832", "9223372036854776833", "18446744073709551615"})
    void unsignedIntegersRoundToNearest(String value) {
        byte[] bytes = ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(Long.parseUnsignedLong(value))
                .array();
        assertThat(decode(DType.U64, 0, 1, bytes)).containsExactly(Double.parseDouble(value));
    }

    @Test
    void packedElementsStartAtTheLowestBit() {
        // 0x52: first 2, then 5.
        assertThat(decode(DType.F4, 0, 2, (byte) 0x52)).containsExactly(1, 3);
        assertThat(decode(DType.F4, 4, 1, (byte) 0x52)).containsExactly(3);
        // Codes 1, 2, 3, 4 of six bits: 1 + 2·2^6 + 3·2^12 + 4·2^18 = 0x103081.
        byte[] six = {(byte) 0x81, 0x30, 0x10};
        assertThat(decode(DType.F6_E2M3, 0, 4, six)).containsExactly(0.125, 0.25, 0.375, 0.5);
        assertThat(decode(DType.F6_E3M2, 6, 1, six)).containsExactly(0.125);
        // Codes 63 reach over each border with their top bits set.
        assertThat(decode(DType.F6_E2M3, 0, 4, (byte) 0xff, (byte) 0xff, (byte) 0xff))
                .containsExactly(-7.5, -7.5, -7.5, -7.5);
    }
}
