package dev.provenance.behavior;

/**
 * What one model's recording shows by itself.
 *
 * @param model its name
 * @param refusals how it refuses
 * @param identity whom it says it is
 * @param cutoff where its knowledge ends
 */
public record BehaviorTraits(String model, Refusals refusals, Identity identity, Cutoff cutoff) {

    static BehaviorTraits of(Recording recording, BehaviorPolicy policy) {
        return new BehaviorTraits(
                recording.name(), Refusals.of(recording), Identity.of(recording), ChangePoint.of(recording, policy));
    }
}
