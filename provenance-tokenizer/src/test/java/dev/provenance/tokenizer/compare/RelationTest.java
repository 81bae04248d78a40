package dev.provenance.tokenizer.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provenance.tokenizer.Tokenizer;
import dev.provenance.tokenizer.model.AddedToken;
import dev.provenance.tokenizer.model.ReadLimits;
import dev.provenance.tokenizer.model.TokenKind;
import dev.provenance.tokenizer.model.TokenizerDraft;
import dev.provenance.tokenizer.model.TokenizerFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Relations of made-up vocabularies, whose descent is known because it was made. */
class RelationTest {

    private static final List<String> BASE = words("base", 2000);

    private static List<String> words(String stem, int count) {
        return IntStream.range(0, count).mapToObj(i -> stem + i).toList();
    }

    private static Tokenizer tokenizer(List<String> tokens, String... special) throws IOException {
        TokenizerDraft draft = new TokenizerDraft(Path.of("made"), TokenizerFormat.TIKTOKEN, ReadLimits.defaults());
        int id = 0;
        for (String token : special) {
            draft.added(AddedToken.of(id++, token, true));
        }
        for (String token : tokens) {
            draft.token(id++, TokenKind.TEXT, token);
        }
        return new Tokenizer("made", draft.build());
    }

    private static RelationFinding relation(List<String> base, List<String> suspect) throws IOException {
        return TokenizerComparator.standard()
                .compare(tokenizer(base), tokenizer(suspect))
                .relation();
    }

    private static List<String> shuffled(List<String> tokens, int seed) {
        List<String> shuffled = new ArrayList<>(tokens);
        Collections.shuffle(shuffled, new Random(seed));
        return shuffled;
    }

    @Test
    void sameWhateverTheSpecialTokens() throws IOException {
        assertThat(relation(BASE, BASE).relation()).isEqualTo(TokenizerRelation.SAME);
        assertThat(relation(BASE.subList(0, 3), BASE.subList(0, 3)).relation()).isEqualTo(TokenizerRelation.SAME);
        TokenizerComparison shifted =
                TokenizerComparator.standard().compare(tokenizer(BASE), tokenizer(BASE, "<s>", "</s>"));
        assertThat(shifted.relation().relation()).isEqualTo(TokenizerRelation.EXTENDED);
        assertThat(shifted.ids().offsets()).containsExactly(new IdAgreement.Offset(2, 2000));
    }

    @Test
    void extendedAndReducedWithTheirDirection() throws IOException {
        List<String> extended =
                Stream.concat(BASE.stream(), words("new", 1000).stream()).toList();

        RelationFinding forth = relation(BASE, extended);
        assertThat(forth.relation()).isEqualTo(TokenizerRelation.EXTENDED);
        assertThat(forth.direction()).isEqualTo(Direction.A_WITHIN_B);
        RelationFinding back = relation(extended, BASE);
        assertThat(back.relation()).isEqualTo(TokenizerRelation.REDUCED);
        assertThat(back.direction()).isEqualTo(Direction.B_WITHIN_A);
    }

    @Test
    void everyThirdTokenKeptIsReduced() throws IOException {
        List<String> kept = IntStream.range(0, BASE.size())
                .filter(i -> i % 3 == 0)
                .mapToObj(BASE::get)
                .toList();

        assertThat(relation(BASE, kept).relation()).isEqualTo(TokenizerRelation.REDUCED);
    }

    @Test
    void permutedIdsAreRenumbered() throws IOException {
        assertThat(relation(BASE, shuffled(BASE, 1)).relation()).isEqualTo(TokenizerRelation.RENUMBERED);
    }

    @Test
    void halvesOfOneVocabularyWithTokensOfTheirOwnAreSiblings() throws IOException {
        List<String> first = Stream.concat(BASE.subList(0, 1500).stream(), words("one", 500).stream())
                .toList();
        List<String> second = Stream.concat(BASE.subList(300, 2000).stream(), words("two", 700).stream())
                .toList();

        RelationFinding finding = relation(first, second);
        assertThat(finding.relation()).isEqualTo(TokenizerRelation.SIBLINGS);
        assertThat(finding.commonAncestor()).isEmpty();
        assertThat(finding.reasons())
                .extracting(Object::toString)
                .contains("Their common origin is none of the tokenizers in the catalogue.");
    }

    @Test
    void sharedTokensInAnotherOrderAreNoRelation() throws IOException {
        List<String> other = Stream.concat(BASE.subList(0, 1800).stream(), words("own", 2000).stream())
                .toList();

        RelationFinding finding = relation(BASE, shuffled(other, 2));
        assertThat(finding.relation()).isEqualTo(TokenizerRelation.UNRELATED);
        assertThat(finding.evidence().log10P()).isZero();
    }

    @Test
    void orderOfSingleCharactersAndSpacesIsNoRelation() throws IOException {
        List<String> characters = IntStream.range(0x20, 0x3000)
                .filter(Character::isLetter)
                .mapToObj(Character::toString)
                .toList();
        List<String> spaces = IntStream.range(1, 80).mapToObj(" "::repeat).toList();

        RelationFinding finding = relation(
                Stream.of(characters, spaces, words("one", 3000))
                        .flatMap(List::stream)
                        .toList(),
                Stream.of(characters, spaces, words("two", 3000))
                        .flatMap(List::stream)
                        .toList());
        assertThat(finding.relation()).isEqualTo(TokenizerRelation.UNRELATED);
    }

    @Test
    void sharesOfNothingAreUndefined() throws IOException {
        TokenizerComparison comparison =
                TokenizerComparator.standard().compare(tokenizer(List.of("a")), tokenizer(List.of("b")));

        assertThat(comparison.ids().sameIdShare()).isEmpty();
        assertThat(comparison.ids().order().share()).isEmpty();
        assertThat(comparison.relation().relation()).isEqualTo(TokenizerRelation.UNRELATED);
    }
}
