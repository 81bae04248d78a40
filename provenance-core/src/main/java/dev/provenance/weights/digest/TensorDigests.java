package dev.provenance.weights.digest;

import java.util.List;

/**
 * The digests of two models.
 *
 * @param base every tensor of the base, in its archive's order
 * @param suspect every tensor of the suspect, in its archive's order
 * @param equalTensors what of them has equal bytes
 */
public record TensorDigests(List<DigestedTensor> base, List<DigestedTensor> suspect, EqualTensors equalTensors) {

    public TensorDigests {
        base = List.copyOf(base);
        suspect = List.copyOf(suspect);
    }

    /** Groups what is equal. */
    public static TensorDigests of(List<DigestedTensor> base, List<DigestedTensor> suspect) {
        return new TensorDigests(base, suspect, EqualTensors.of(base, suspect));
    }
}
