package dev.provenance.behavior;

import dev.provenance.lineage.Claim;
import dev.provenance.lineage.Finding;
import dev.provenance.lineage.Finding.Outcome;
import dev.provenance.lineage.Measure;
import dev.provenance.lineage.NullModel;
import dev.provenance.lineage.internal.statistics.LogProbability;
import dev.provenance.message.Message;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The test of behaviour: the suspect and a base must agree with each other more than any control agrees with either
 * (after Nikolić et al., "Model Provenance Testing", arXiv 2502.00706). Paired by prompt, exact, corrected
 * for all controls and then for all bases (Holm).
 */
final class BehaviorTest {

    private static final String COMPONENT = "outputs";

    private final Recordings recordings;
    private final BehaviorPolicy policy;

    BehaviorTest(Recordings recordings, BehaviorPolicy policy) {
        this.recordings = recordings;
        this.policy = policy;
    }

    List<BehaviorComparison> run() {
        List<Measured> measured = recordings.bases().stream().map(this::measure).toList();
        double[] adjusted = LogProbability.holm(
                measured.stream().mapToDouble(Measured::log10P).toArray());
        List<BehaviorComparison> comparisons = new ArrayList<>();
        for (int i = 0; i < adjusted.length; i++) {
            comparisons.add(conclude(measured.get(i), adjusted[i]));
        }
        return comparisons;
    }

    private record Measured(Recording base, SharedPrompts prompts, List<ControlComparison> controls) {

        /** All controls must be passed, so the largest counts. */
        double log10P() {
            return controls.stream()
                    .mapToDouble(ControlComparison::adjustedLog10P)
                    .max()
                    .orElse(0);
        }
    }

    private Measured measure(Recording base) {
        List<Recording> rivals = recordings.rivalsOf(base);
        List<Recording> all = new ArrayList<>(List.of(recordings.suspect(), base));
        all.addAll(rivals);
        SharedPrompts prompts = SharedPrompts.of(all);
        if (prompts.ids().isEmpty()) {
            return new Measured(base, prompts, List.of());
        }
        boolean[] alike = prompts.equal(recordings.suspect(), base);
        List<PairedAgreement> tests = new ArrayList<>();
        for (Recording rival : rivals) {
            tests.add(PairedAgreement.of(alike, prompts.equal(recordings.suspect(), rival)));
            tests.add(PairedAgreement.of(alike, prompts.equal(base, rival)));
        }
        double[] adjusted = LogProbability.holm(
                tests.stream().mapToDouble(PairedAgreement::log10P).toArray());
        List<ControlComparison> controls = new ArrayList<>();
        for (int i = 0; i < rivals.size(); i++) {
            controls.add(new ControlComparison(
                    rivals.get(i).name(),
                    tests.get(2 * i).adjusted(adjusted[2 * i]),
                    tests.get(2 * i + 1).adjusted(adjusted[2 * i + 1])));
        }
        return new Measured(base, prompts, controls);
    }

    private BehaviorComparison conclude(Measured measured, double log10P) {
        SharedPrompts prompts = measured.prompts();
        int count = prompts.ids().size();
        double agreement = measured.controls().isEmpty()
                ? share(prompts.equal(recordings.suspect(), measured.base()))
                : measured.controls().getFirst().onSuspect().first();
        return new BehaviorComparison(
                measured.base().name(),
                count,
                agreement,
                prompts.commonBeginning(recordings.suspect(), measured.base()),
                measured.controls(),
                finding(measured, agreement, log10P));
    }

    private static double share(boolean[] flags) {
        int set = 0;
        for (boolean flag : flags) {
            set += flag ? 1 : 0;
        }
        return flags.length == 0 ? Double.NaN : (double) set / flags.length;
    }

    private Finding finding(Measured measured, double agreement, double log10P) {
        int prompts = measured.prompts().ids().size();
        String base = measured.base().name();
        if (prompts < policy.fewestPrompts()) {
            return notRun(Message.of("behavior.few-prompts", base, prompts, policy.fewestPrompts()));
        }
        if (measured.controls().size() < policy.fewestControls()) {
            return notRun(Message.of(
                    "behavior.few-controls",
                    base,
                    100 * agreement,
                    prompts,
                    measured.controls().size(),
                    policy.fewestControls()));
        }
        boolean passed = log10P <= policy.log10Significance();
        ControlComparison nearest = measured.controls().stream()
                .max(Comparator.comparingDouble(ControlComparison::adjustedLog10P)
                        .thenComparingDouble(ControlComparison::agreement))
                .orElseThrow();
        return new Finding(
                Claim.BEHAVES_ALIKE,
                COMPONENT,
                Measure.OUTPUT_AGREEMENT,
                Double.NaN,
                agreement,
                NullModel.of(
                        Message.of("behavior.null", base),
                        measured.controls().stream()
                                .mapToDouble(ControlComparison::agreement)
                                .toArray()),
                OptionalDouble.of(log10P),
                0,
                passed ? Outcome.FOR : Outcome.NOTHING_FOUND,
                Message.of(
                        passed ? "behavior.alike" : "behavior.not-alike",
                        base,
                        100 * agreement,
                        prompts,
                        nearest.control(),
                        100 * nearest.onSuspect().second(),
                        100 * nearest.onBase().second(),
                        log10P));
    }

    private static Finding notRun(Message reason) {
        return Finding.notRun(Claim.BEHAVES_ALIKE, COMPONENT, Measure.OUTPUT_AGREEMENT, reason);
    }
}
