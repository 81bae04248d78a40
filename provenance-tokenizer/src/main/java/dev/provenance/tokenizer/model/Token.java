package dev.provenance.tokenizer.model;

import java.util.OptionalDouble;

/**
 * One token. Its bytes are in {@link Vocabulary#bytes()}.
 *
 * @param id its number
 * @param kind what it stands for
 * @param written the token as its file writes it, for instance {@code Ġthe} or {@code ▁the}
 * @param text what it stands for, as text; malformed UTF-8, as in parts of a character, becomes U+FFFD
 * @param score log probability or negative rank; empty where the format has none
 */
public record Token(int id, TokenKind kind, String written, String text, OptionalDouble score) {}
