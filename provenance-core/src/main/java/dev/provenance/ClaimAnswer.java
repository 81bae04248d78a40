package dev.provenance;

import dev.provenance.lineage.Claim;
import dev.provenance.lineage.Finding;
import dev.provenance.message.Message;
import java.util.List;
import java.util.OptionalDouble;

/**
 * One claim of a report, by itself: no claim is evidence for another. All evidence that was taken is in one of three places,
 * so that evidence on both sides is seen and not averaged away.
 *
 * {@snippet class="dev.provenance.snippets.Reports" region="claims"}
 *
 * @param claim what is claimed
 * @param answer the answer
 * @param supporting what speaks for it
 * @param undecided what is above its null, and would be so for other reasons too
 * @param opposing what was looked for and not found, or speaks against it
 * @param coverage share of the suspect's parameters that the answer rests on; NaN for claims that rest on none
 * @param log10P decimal logarithm of the p-value that this comes about by chance; empty where there is no test
 * @param sentence the answer in words
 */
public record ClaimAnswer(
        Claim claim,
        Answer answer,
        Evidence supporting,
        Evidence undecided,
        Evidence opposing,
        double coverage,
        OptionalDouble log10P,
        Message sentence) {

    /**
     * Evidence on one side.
     *
     * @param findings of those in the report's {@link ProvenanceReport#findings()}
     * @param signs what is no test of its own, one sentence or piece of a sentence each
     */
    public record Evidence(List<Finding> findings, List<Message> signs) {

        /** No evidence. */
        public static final Evidence NONE = new Evidence(List.of(), List.of());

        public Evidence {
            findings = List.copyOf(findings);
            signs = List.copyOf(signs);
        }

        static Evidence of(List<Finding> findings) {
            return new Evidence(findings, List.of());
        }

        static Evidence signs(List<Message> signs) {
            return new Evidence(List.of(), signs);
        }

        /** Whether there is none. */
        public boolean isEmpty() {
            return findings.isEmpty() && signs.isEmpty();
        }

        /** How many findings and signs. */
        public int size() {
            return findings.size() + signs.size();
        }
    }

    /** Whether evidence is on both sides; of a claim that is left open, whether something is above its null and something not. */
    public boolean isConflicting() {
        boolean above = answer == Answer.INCONCLUSIVE && !undecided.isEmpty();
        return (above || !supporting.isEmpty()) && !opposing.isEmpty();
    }
}
