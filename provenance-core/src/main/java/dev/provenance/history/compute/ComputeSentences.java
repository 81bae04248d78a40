package dev.provenance.history.compute;

import dev.provenance.history.compute.ComputeCheck.Outcome;
import dev.provenance.message.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a plausibility check says to a reader. */
final class ComputeSentences {

    private ComputeSentences() {}

    static List<Message> of(
            DeclaredTraining declared,
            Optional<TrainingFlops> flops,
            Optional<Range> total,
            List<ComputeCheck> checks,
            Optional<Range> affordable,
            Optional<Range> fineTuning,
            ComputePolicy policy) {
        List<Message> sentences = new ArrayList<>();
        if (flops.isEmpty() || total.isEmpty()) {
            sentences.add(Message.of("history.compute-no-parameters"));
            return sentences;
        }
        sentences.add(Message.of(
                "history.compute-flops",
                declared.tokens(),
                flops.get().activeParameters().low(),
                flops.get().activeParameters().high(),
                total.get().low(),
                total.get().high()));
        Range sequence = declared.sequenceTokens().orElse(policy.sequenceTokens());
        sentences.add(Message.of(
                declared.sequenceTokens().isPresent()
                        ? "history.compute-attention"
                        : "history.compute-attention-assumed",
                100 * flops.get().attentionShare().low(),
                100 * flops.get().attentionShare().high(),
                sequence.low(),
                sequence.high()));
        checks.stream()
                .filter(check -> check.outcome() != Outcome.NOT_KNOWN
                        || check.plausible().isPresent())
                .map(ComputeCheck::reason)
                .forEach(sentences::add);
        if (declared.accelerator().isEmpty()) {
            sentences.add(Message.of("history.compute-no-hardware"));
        }
        affordable.ifPresent(tokens -> sentences.add(
                Message.of("history.compute-affordable", tokens.low(), tokens.high(), declared.tokens())));
        fineTuning.ifPresent(hours -> sentences.add(Message.of(
                "history.compute-fine-tuning",
                policy.fineTuningTokens().low(),
                policy.fineTuningTokens().high(),
                hours.low(),
                hours.high())));
        sentences.add(Message.of("history.compute-limits"));
        return sentences;
    }
}
