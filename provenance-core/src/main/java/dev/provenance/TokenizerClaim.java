package dev.provenance;

import dev.provenance.internal.TokenizerMessages;
import dev.provenance.message.Message;
import dev.provenance.tokenizer.Tokenizer;
import dev.provenance.tokenizer.compare.TokenizerComparator;
import dev.provenance.tokenizer.compare.TokenizerComparison;
import dev.provenance.tokenizer.compare.TokenizerRelation;
import dev.provenance.tokenizer.model.TokenizerException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * How the models' tokenizers relate: a claim of its own. The verdict on the weights does not rest on it, because a
 * tokenizer can be shared without any weight being.
 *
 * @param related whether the tokenizers have a common origin
 * @param comparison the comparison; empty where one of them could not be read
 * @param notCompared why there is no comparison, if there is none
 */
public record TokenizerClaim(Answer related, Optional<TokenizerComparison> comparison, Optional<Message> notCompared) {

    /** Compares the tokenizers in the models' folders. One that cannot be read is the claim's reason, not a failure. */
    static TokenizerClaim of(Model base, Model suspect) {
        try {
            Optional<Tokenizer> first = base.tokenizer();
            Optional<Tokenizer> second = suspect.tokenizer();
            if (first.isEmpty() || second.isEmpty()) {
                return notCompared(Message.of(first.isEmpty() ? "tokenizer.noneInBase" : "tokenizer.noneInSuspect"));
            }
            TokenizerComparison comparison = TokenizerComparator.standard().compare(first.get(), second.get());
            Answer related =
                    comparison.relation().relation() == TokenizerRelation.UNRELATED ? Answer.NO_EVIDENCE : Answer.YES;
            return new TokenizerClaim(related, Optional.of(comparison), Optional.empty());
        } catch (TokenizerException e) {
            return notCompared(Message.of("tokenizer.unreadable", String.valueOf(e.getMessage())));
        } catch (IOException e) {
            // The file system's exceptions have only a path for a message.
            return notCompared(Message.of("tokenizer.unreadable", e.toString()));
        }
    }

    /** Sentences on the relation, the weightiest first; none where there is no comparison. */
    public List<Message> reasons() {
        return comparison.stream()
                .flatMap(found -> found.relation().reasons().stream())
                .map(TokenizerMessages::of)
                .toList();
    }

    private static TokenizerClaim notCompared(Message reason) {
        return new TokenizerClaim(Answer.NOT_COMPARABLE, Optional.empty(), Optional.of(reason));
    }
}
