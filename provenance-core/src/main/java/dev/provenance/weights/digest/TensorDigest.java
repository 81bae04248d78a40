package dev.provenance.weights.digest;

import dev.provenance.message.Message;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What one pass over a tensor leaves of it.
 *
 * @param sha256 SHA-256 (FIPS 180-4) of the tensor's bytes as they stand in the file, 64 lower-case hex digits
 * @param constant all elements have the same bits; a tensor of no or one element is constant
 * @param sketch its direction, where it has one
 * @param noSketchBecause why there is no sketch, where there is none
 */
public record TensorDigest(
        String sha256, boolean constant, Optional<Sketch> sketch, Optional<Message> noSketchBecause) {

    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    public TensorDigest {
        if (!SHA256.matcher(sha256).matches()) {
            throw new IllegalArgumentException("sha256: expected 64 lower-case hex digits, actual '" + sha256 + "'.");
        }
        if (sketch.isPresent() == noSketchBecause.isPresent()) {
            throw new IllegalArgumentException("A digest has a sketch or a reason why not: sketch " + sketch
                    + ", reason " + noSketchBecause + ".");
        }
    }
}
