package dev.provenance.history.compute;

import dev.provenance.architecture.ArchitectureSpec;
import dev.provenance.message.Message;
import java.util.List;
import java.util.Optional;

/**
 * Whether what is declared of a training run can be. Ranges throughout: what makers count differs, and utilisation is seldom
 * published. Plausible is not proven: the same hardware could have done something else.
 *
 * @param declared what was declared
 * @param flops operations for each token; empty where the architecture does not tell its parameters and none are declared
 * @param totalFlops operations of the whole run
 * @param deviceHours hours that the declared device needs at usual utilisation; empty without a device
 * @param days days that the declared devices need; empty without their number
 * @param utilisation share of the peak that the declared hours imply; empty without hours or a device
 * @param affordableTokens tokens that the declared hours pay for at usual utilisation
 * @param fineTuningDeviceHours hours that a fine-tuning takes on the same device
 * @param checks each declaration
 * @param sentences for a reader
 * @param policy what was assumed
 */
public record ComputePlausibility(
        DeclaredTraining declared,
        Optional<TrainingFlops> flops,
        Optional<Range> totalFlops,
        Optional<Range> deviceHours,
        Optional<Range> days,
        Optional<Range> utilisation,
        Optional<Range> affordableTokens,
        Optional<Range> fineTuningDeviceHours,
        List<ComputeCheck> checks,
        List<Message> sentences,
        ComputePolicy policy) {

    /** Copies the lists. */
    public ComputePlausibility {
        checks = List.copyOf(checks);
        sentences = List.copyOf(sentences);
    }

    /** Holds a declaration against an architecture, with the default assumptions. */
    public static ComputePlausibility of(ArchitectureSpec architecture, DeclaredTraining declared) {
        return of(architecture, declared, ComputePolicy.defaults());
    }

    /** Holds a declaration against an architecture. */
    public static ComputePlausibility of(
            ArchitectureSpec architecture, DeclaredTraining declared, ComputePolicy policy) {
        Optional<TrainingFlops> flops = TrainingFlops.of(
                architecture, declared, declared.sequenceTokens().orElse(policy.sequenceTokens()));
        Optional<Range> total = flops.map(each -> each.flopsPerToken().times(Range.exactly(declared.tokens())));
        Optional<Range> peak = declared.accelerator().map(device -> device.peakFlopsPerHour(declared.precision()));
        Optional<Range> rate = peak.map(flopsPerHour -> flopsPerHour.times(policy.utilisation()));
        Optional<Range> hours = total.flatMap(all -> rate.map(all::over));
        Optional<Range> days = declared.devices().isEmpty()
                ? Optional.empty()
                : hours.map(
                        all -> all.over(Range.exactly(24 * declared.devices().getAsDouble())));
        Optional<Range> spent = declared.hours().isEmpty()
                ? Optional.empty()
                : Optional.of(Range.exactly(declared.hours().getAsDouble()));
        Optional<Range> utilisation =
                total.flatMap(all -> spent.flatMap(time -> peak.map(most -> all.over(most.times(time)))));
        Optional<Range> affordable = flops.flatMap(each ->
                spent.flatMap(time -> rate.map(done -> done.times(time).over(each.flopsPerToken()))));
        Optional<Range> fineTuning = flops.flatMap(each -> rate.map(
                done -> each.flopsPerToken().times(policy.fineTuningTokens()).over(done)));
        List<ComputeCheck> checks =
                new ComputeChecks(architecture, declared, policy).all(total, peak, hours, days, utilisation);
        return new ComputePlausibility(
                declared,
                flops,
                total,
                hours,
                days,
                utilisation,
                affordable,
                fineTuning,
                checks,
                ComputeSentences.of(declared, flops, total, checks, affordable, fineTuning, policy),
                policy);
    }
}
