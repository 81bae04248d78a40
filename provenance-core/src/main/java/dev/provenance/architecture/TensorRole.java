package dev.provenance.architecture;

import dev.provenance.message.Message;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a tensor is, independent of its name: two models whose tensors have the same role can be held against each other
 * there.
 *
 * @param component part of the model: {@code text}, {@code vision}, {@code audio}, {@code encoder}, {@code decoder},
 *     {@code mtp} (multi-token prediction); where what stands before a known name is not known, that; the whole name where
 *     no rule applies
 * @param kind what it does
 * @param layer its layer, from 0
 * @param expert its expert in that layer, from 0
 * @param of what a {@link TensorKind#BIAS} or {@link TensorKind#SCALE} belongs to; empty for other kinds
 */
public record TensorRole(
        String component, TensorKind kind, OptionalInt layer, OptionalInt expert, Optional<TensorKind> of) {

    /** The component of a language model. */
    public static final String TEXT = "text";
    /** The component of layers that predict further tokens. */
    public static final String MTP = "mtp";

    /** A role that belongs to no other kind. */
    public TensorRole(String component, TensorKind kind, OptionalInt layer, OptionalInt expert) {
        this(component, kind, layer, expert, Optional.empty());
    }

    /** The role that the shipped naming rules give to a tensor's name, by itself. */
    public static TensorRole of(String tensorName) {
        return NamingRules.shipped().match(tensorName, name -> false).role();
    }

    /** This role as another kind: a bias of the kind where this is a bias, the kind itself where it is not. */
    public TensorRole as(TensorKind other) {
        return of.isPresent()
                ? new TensorRole(component, kind, layer, expert, Optional.of(other))
                : new TensorRole(component, other, layer, expert);
    }

    /** What it does, or what the tensor does whose bias or scale it is. */
    public TensorKind subject() {
        return of.orElse(kind);
    }

    TensorRole ofExpert(int number) {
        return new TensorRole(component, kind, layer, OptionalInt.of(number), of);
    }

    TensorRole in(String otherComponent, OptionalInt otherLayer) {
        return new TensorRole(otherComponent, kind, otherLayer, expert, of);
    }

    /** Whether some rule or the shape told what it does. */
    public boolean isKnown() {
        return kind != TensorKind.OTHER;
    }

    /** A component's name for a reader; where it is the file's, that. */
    public static Message nameOf(String component) {
        return switch (component) {
            case TEXT, MTP, "vision", "audio", "encoder", "decoder" -> Message.of("claim.part-" + component);
            default -> Message.verbatim(component);
        };
    }

    /** For a reader in any language: attention query of layer 7, bias of attention query of layer 7. */
    public Message message() {
        Message what = of.map(subject -> Message.of("architecture.roleOf", subject, kind))
                .orElse(Message.of("message.verbatim", kind));
        if (layer.isEmpty()) {
            return expert.isPresent() ? Message.of("architecture.roleOfExpert", what, expert.getAsInt()) : what;
        }
        return expert.isPresent()
                ? Message.of("architecture.roleOfExpertInLayer", what, layer.getAsInt(), expert.getAsInt())
                : Message.of("architecture.roleInLayer", what, layer.getAsInt());
    }

    /** By its constants: {@code ATTENTION_QUERY layer 7}, {@code EXPERT_UP layer 7 expert 3}, {@code ATTENTION_QUERY BIAS layer 7}. */
    @Override
    public String toString() {
        return of.map(subject -> subject + " ").orElse("")
                + kind
                + (layer.isPresent() ? " layer " + layer.getAsInt() : "")
                + (expert.isPresent() ? " expert " + expert.getAsInt() : "");
    }
}
