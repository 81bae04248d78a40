package dev.provenance.tokenizer.internal.format;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** A string or bytes literal of Python (The Python Language Reference, 2.4.1), as {@code repr} writes them. */
final class PythonLiteral {

    private PythonLiteral() {}

    /**
     * The bytes of a bytes literal, or of a text literal in UTF-8.
     *
     * @throws IllegalArgumentException if it is neither
     */
    static byte[] bytes(String literal) {
        boolean raw = literal.startsWith("b");
        int start = raw ? 1 : 0;
        if (literal.length() < start + 2
                || "'\"".indexOf(literal.charAt(start)) < 0
                || literal.charAt(literal.length() - 1) != literal.charAt(start)) {
            throw new IllegalArgumentException("not a literal");
        }
        return unescape(literal.substring(start + 1, literal.length() - 1), raw);
    }

    private static byte[] unescape(String body, boolean raw) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int at = 0;
        while (at < body.length()) {
            int character = body.codePointAt(at);
            at += Character.charCount(character);
            if (character != '\\') {
                put(bytes, character, raw);
                continue;
            }
            if (at == body.length()) {
                throw new IllegalArgumentException("ends in a backslash");
            }
            char escape = body.charAt(at++);
            int digits = switch (escape) {
                case 'x' -> 2;
                case 'u' -> 4;
                case 'U' -> 8;
                default -> 0;
            };
            if (digits == 0) {
                put(bytes, simple(escape), raw);
            } else {
                put(bytes, Integer.parseInt(body, at, Math.min(at + digits, body.length()), 16), raw);
                at += digits;
            }
        }
        return bytes.toByteArray();
    }

    private static int simple(char escape) {
        return switch (escape) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'a' -> 7;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'v' -> 0x0b;
            case '0' -> 0;
            case '\\', '\'', '"' -> escape;
            default -> throw new IllegalArgumentException("unknown escape");
        };
    }

    private static void put(ByteArrayOutputStream bytes, int character, boolean raw) {
        if (raw) {
            if (character > 0xff) {
                throw new IllegalArgumentException("not a byte");
            }
            bytes.write(character);
        } else {
            bytes.writeBytes(Character.toString(character).getBytes(StandardCharsets.UTF_8));
        }
    }
}
