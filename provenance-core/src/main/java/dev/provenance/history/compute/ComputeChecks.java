package dev.provenance.history.compute;

import dev.provenance.architecture.ArchitectureSpec;
import dev.provenance.architecture.TensorRole;
import dev.provenance.history.compute.ComputeCheck.Outcome;
import dev.provenance.history.compute.ComputeCheck.Quantity;
import dev.provenance.message.Message;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Holds each declared quantity against the range that the others give. */
final class ComputeChecks {

    /** Makers round what they declare, and count biases and norms or not. */
    private static final double ROUNDING = 0.05;

    private final ArchitectureSpec architecture;
    private final DeclaredTraining declared;
    private final ComputePolicy policy;

    ComputeChecks(ArchitectureSpec architecture, DeclaredTraining declared, ComputePolicy policy) {
        this.architecture = architecture;
        this.declared = declared;
        this.policy = policy;
    }

    List<ComputeCheck> all(
            Optional<Range> flops,
            Optional<Range> peakFlopsPerHour,
            Optional<Range> hours,
            Optional<Range> days,
            Optional<Range> utilisation) {
        Optional<Range> active = architecture.component(TensorRole.TEXT).flatMap(TrainingFlops::active);
        return List.of(
                check(Quantity.ACTIVE_PARAMETERS, declared.activeParameters(), active, Optional.empty()),
                check(Quantity.FLOPS, declared.flops(), flops, Optional.empty()),
                check(Quantity.DEVICE_HOURS, declared.hours(), hours, utilisation),
                check(Quantity.DAYS, declared.days(), days, inDays(flops, peakFlopsPerHour)));
    }

    /** Utilisation that the declared days alone imply. */
    private Optional<Range> inDays(Optional<Range> flops, Optional<Range> peakFlopsPerHour) {
        if (declared.days().isEmpty() || declared.devices().isEmpty()) {
            return Optional.empty();
        }
        Range hours = Range.exactly(
                24 * declared.days().getAsDouble() * declared.devices().getAsDouble());
        return flops.flatMap(all -> peakFlopsPerHour.map(peak -> all.over(peak.times(hours))));
    }

    private ComputeCheck check(
            Quantity quantity, OptionalDouble value, Optional<Range> plausible, Optional<Range> utilisation) {
        if (value.isEmpty() || plausible.isEmpty()) {
            return new ComputeCheck(
                    quantity,
                    value,
                    plausible,
                    Outcome.NOT_KNOWN,
                    plausible.isEmpty()
                            ? Message.of("history.compute-nothing-tells", quantity)
                            : Message.of(
                                    "history.compute-not-declared",
                                    quantity,
                                    plausible.get().low(),
                                    plausible.get().high()));
        }
        Outcome outcome = outcome(value.getAsDouble(), plausible.get(), utilisation);
        Message compared = Message.of(
                "history.compute-declared",
                quantity,
                value.getAsDouble(),
                plausible.get().low(),
                plausible.get().high(),
                outcome);
        return new ComputeCheck(
                quantity,
                value,
                plausible,
                outcome,
                utilisation
                        .map(share -> Message.of(
                                "history.compute-utilisation",
                                compared,
                                100 * share.low(),
                                100 * share.high(),
                                100 * policy.utilisation().low(),
                                100 * policy.utilisation().high()))
                        .orElse(compared));
    }

    private static Outcome outcome(double value, Range plausible, Optional<Range> utilisation) {
        if (utilisation.isPresent() && utilisation.get().low() > 1) {
            return Outcome.IMPOSSIBLE;
        }
        if (value < plausible.low() * (1 - ROUNDING)) {
            return Outcome.UNUSUALLY_LITTLE;
        }
        return value > plausible.high() * (1 + ROUNDING) ? Outcome.UNUSUALLY_MUCH : Outcome.PLAUSIBLE;
    }
}
