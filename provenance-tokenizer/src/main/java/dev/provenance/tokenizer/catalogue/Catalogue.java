package dev.provenance.tokenizer.catalogue;

import dev.provenance.tokenizer.model.TokenizerModel;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Known tokenizers. Immutable and thread-safe.
 *
 * @param known their fingerprints
 */
public record Catalogue(List<Fingerprint> known) {

    /** Which share of the known tokenizer a descendant must hold: far more than independent tokenizers hold in order. */
    private static final double CONTAINED = 0.5;
    /** Which share of what it holds must be in the known order. Independent ones have at most 7/√n, 0.44 of 256. */
    private static final double IN_ORDER = 0.9;

    private static final class Standard {
        private static final Catalogue CATALOGUE = new Catalogue(FingerprintText.readAll());
    }

    public Catalogue {
        known = List.copyOf(known);
    }

    /** The catalogue that comes with the library. */
    public static Catalogue standard() {
        return Standard.CATALOGUE;
    }

    /** The known tokenizers that one descends from or is, the most contained first. */
    public List<Descent> descents(TokenizerModel tokenizer) {
        HashedTokens tokens = HashedTokens.of(tokenizer);
        return known.stream()
                .map(fingerprint -> Descent.of(fingerprint, tokens))
                .filter(descent -> descent.containment() >= CONTAINED && descent.inOrder() >= IN_ORDER)
                .sorted(Comparator.comparingDouble(Descent::containment)
                        .reversed()
                        .thenComparingInt(descent -> descent.known().learned()))
                .toList();
    }

    /** The known tokenizer that two others share the most of: where the smaller of both containments is the largest. */
    public Optional<CommonAncestor> commonAncestor(TokenizerModel first, TokenizerModel second) {
        List<Descent> ofSecond = descents(second);
        return descents(first).stream()
                .flatMap(inFirst -> ofSecond.stream()
                        .filter(inSecond -> inSecond.known().equals(inFirst.known()))
                        .map(inSecond -> new CommonAncestor(inFirst, inSecond)))
                .max(Comparator.comparingDouble(CommonAncestor::containment)
                        .thenComparingInt(ancestor -> -ancestor.inA().known().learned()));
    }
}
