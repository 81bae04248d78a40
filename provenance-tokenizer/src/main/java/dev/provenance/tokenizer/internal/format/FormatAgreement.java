package dev.provenance.tokenizer.internal.format;

import dev.provenance.tokenizer.internal.Printable;
import dev.provenance.tokenizer.model.TokenKind;
import dev.provenance.tokenizer.model.TokenizerAnomaly;
import dev.provenance.tokenizer.model.TokenizerModel;
import dev.provenance.tokenizer.model.TokenizerRule;
import dev.provenance.tokenizer.model.Vocabulary;
import java.util.Optional;

/** Whether two formats in one folder hold the same text tokens under the same ids. Special tokens may differ. */
final class FormatAgreement {

    private FormatAgreement() {}

    static Optional<TokenizerAnomaly> check(TokenizerModel first, TokenizerModel second, String secondFile) {
        long[] count = {0};
        String[] example = {""};
        Vocabulary firstTokens = first.vocabulary();
        Vocabulary secondTokens = second.vocabulary();
        for (int token = 0; token < firstTokens.size(); token++) {
            int match = secondTokens.find(firstTokens, token);
            boolean text = firstTokens.kind(token) == TokenKind.TEXT && token < firstTokens.modelSize();
            if (text && (match < 0 || secondTokens.id(match) != firstTokens.id(token))) {
                if (count[0]++ == 0) {
                    example[0] = Printable.quoted(firstTokens.written().text(token)) + " is " + firstTokens.id(token)
                            + (match < 0 ? " and missing" : " and " + secondTokens.id(match));
                }
            }
        }
        long further = missing(secondTokens, firstTokens);
        if (count[0] + further == 0) {
            return Optional.empty();
        }
        String text = first.format().label() + " against " + second.format().label() + ": "
                + (count[0] == 0 ? further + " further tokens" : example[0]);
        return Optional.of(new TokenizerAnomaly(secondFile, TokenizerRule.FORMATS_DISAGREE, count[0] + further, text));
    }

    private static long missing(Vocabulary tokens, Vocabulary from) {
        long missing = 0;
        for (int token = 0; token < tokens.modelSize(); token++) {
            missing += tokens.kind(token) == TokenKind.TEXT && from.find(tokens, token) < 0 ? 1 : 0;
        }
        return missing;
    }
}
