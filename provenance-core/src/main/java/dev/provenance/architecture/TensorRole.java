package dev.provenance.architecture;

import java.util.OptionalInt;

/**
 * What a tensor is, as far as its name tells.
 *
 * @param component what stands before the part of the name that a rule knows ({@code model},
 *     {@code vision_tower.encoder}); empty where nothing does, the whole name where no rule applies
 * @param kind what it does
 * @param layer its layer, from 0
 * @param expert its expert in that layer, from 0
 */
public record TensorRole(String component, TensorKind kind, OptionalInt layer, OptionalInt expert) {

    /** The role that the shipped naming rules give to a tensor's name. */
    public static TensorRole of(String tensorName) {
        return NamingRules.shipped().roleOf(tensorName);
    }

    /** For a reader: {@code ATTENTION_QUERY layer 7}, {@code EXPERT_UP layer 7 expert 3}. */
    @Override
    public String toString() {
        return kind
                + (layer.isPresent() ? " layer " + layer.getAsInt() : "")
                + (expert.isPresent() ? " expert " + expert.getAsInt() : "");
    }
}
