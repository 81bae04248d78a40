package dev.provenance.tokenizer.catalogue;

import dev.provenance.tokenizer.model.TokenizerModel;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

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
        HashedTokens tokens = HashedTokens.of(tokenizer, known);
        return known.stream()
                .map(fingerprint -> Descent.of(fingerprint, tokens))
                .filter(descent -> descent.containment() >= CONTAINED && descent.inOrder() >= IN_ORDER)
                .sorted(Comparator.comparingDouble(Descent::containment)
                        .reversed()
                        .thenComparingInt(descent -> descent.known().learned()))
                .toList();
    }

    /**
     * The known tokenizer that two others share: of those that both descend from, the one where the smaller of both
     * containments is the largest. One whose own parent is among them too only hands on what it had from there.
     */
    public Optional<CommonAncestor> commonAncestor(TokenizerModel first, TokenizerModel second) {
        List<Descent> ofSecond = descents(second);
        List<CommonAncestor> shared = descents(first).stream()
                .flatMap(inFirst -> ofSecond.stream()
                        .filter(inSecond -> inSecond.known().equals(inFirst.known()))
                        .map(inSecond -> new CommonAncestor(inFirst, inSecond)))
                .toList();
        Set<String> names = shared.stream().map(CommonAncestor::name).collect(Collectors.toSet());
        return shared.stream()
                .filter(ancestor ->
                        ancestor.inA().known().parent().filter(names::contains).isEmpty())
                .max(Comparator.comparingDouble(CommonAncestor::containment));
    }
}
