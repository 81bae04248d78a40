package dev.provenance.tokenizer.internal.format;

import dev.provenance.tokenizer.internal.Printable;
import dev.provenance.tokenizer.model.Reason;
import dev.provenance.tokenizer.model.Reason.Kind;
import dev.provenance.tokenizer.model.TokenKind;
import dev.provenance.tokenizer.model.TokenizerAnomaly;
import dev.provenance.tokenizer.model.TokenizerModel;
import dev.provenance.tokenizer.model.TokenizerRule;
import dev.provenance.tokenizer.model.Vocabulary;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether two formats in one folder hold the same text tokens under the same ids. Special tokens may differ. */
final class FormatAgreement {

    private FormatAgreement() {}

    static Optional<TokenizerAnomaly> check(TokenizerModel first, TokenizerModel second, String secondFile) {
        long count = 0;
        Optional<Reason> example = Optional.empty();
        Vocabulary firstTokens = first.vocabulary();
        Vocabulary secondTokens = second.vocabulary();
        for (int token = 0; token < firstTokens.size(); token++) {
            int match = secondTokens.find(firstTokens, token);
            boolean text = firstTokens.kind(token) == TokenKind.TEXT && token < firstTokens.modelSize();
            if (text && (match < 0 || secondTokens.id(match) != firstTokens.id(token))) {
                if (count++ == 0) {
                    String name = Printable.quoted(firstTokens.written().text(token));
                    int id = firstTokens.id(token);
                    example = Optional.of(
                            match < 0
                                    ? of(Kind.NOT_IN_OTHER, first, second, name, id)
                                    : of(Kind.OTHER_ID, first, second, name, id, secondTokens.id(match)));
                }
            }
        }
        long further = missing(secondTokens, firstTokens);
        if (count + further == 0) {
            return Optional.empty();
        }
        return Optional.of(new TokenizerAnomaly(
                secondFile,
                TokenizerRule.FORMATS_DISAGREE,
                count + further,
                example.orElse(of(Kind.FURTHER_IN_OTHER, first, second, further))));
    }

    /** What differs, after the names of both formats. */
    private static Reason of(Kind kind, TokenizerModel first, TokenizerModel second, Object... values) {
        return new Reason(
                kind,
                Stream.concat(Stream.of(first.format().label(), second.format().label()), Stream.of(values))
                        .toList());
    }

    private static long missing(Vocabulary tokens, Vocabulary from) {
        long missing = 0;
        for (int token = 0; token < tokens.modelSize(); token++) {
            missing += tokens.kind(token) == TokenKind.TEXT && from.find(tokens, token) < 0 ? 1 : 0;
        }
        return missing;
    }
}
