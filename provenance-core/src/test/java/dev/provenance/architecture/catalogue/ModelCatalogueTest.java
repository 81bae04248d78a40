package dev.provenance.architecture.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.provenance.TestModels;
import dev.provenance.architecture.ArchitectureField;
import dev.provenance.architecture.ArchitectureSpec;
import dev.provenance.architecture.catalogue.KnownModel.Standing;
import dev.provenance.architecture.internal.config.ConfigReader;
import dev.provenance.architecture.internal.config.JsonObjectFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelCatalogueTest {

    @TempDir
    Path folder;

    private static final String OWN = """
            # a note
            [me/mine]
            family = mine
            standing = official
            source = my own file
            text = mymodel; layers 3; hidden_size 64; heads 4; vocabulary 1000; positions 77; rope_base 1e4
            """;

    private ModelCatalogue read(String text) throws IOException {
        return ModelCatalogue.read(Files.writeString(folder.resolve("own.txt"), text));
    }

    /** The catalogue was written down from the configurations; it still says what they say. */
    @Test
    void saysWhatTheConfigurationsSay() throws IOException {
        try (Stream<Path> files = Files.list(TestModels.data("data", "configs"))) {
            for (Path file : files.filter(path -> !path.endsWith("FACTS.json")).toList()) {
                String name =
                        String.valueOf(file.getFileName()).replace(".json", "").replaceFirst("--", "/");
                KnownModel known = ModelCatalogue.shipped().find(name).orElseThrow();
                assertThat(known.spec().components())
                        .as(name)
                        .isEqualTo(ConfigReader.read(file).components());
                assertThat(known.standing()).isEqualTo(Standing.OFFICIAL);
            }
        }
        JsonObjectFile.read(TestModels.data("data", "configs", "FACTS.json"))
                .properties()
                .forEach(model -> assertThat(ModelCatalogue.shipped().find(model.getKey()))
                        .as(model.getKey())
                        .isPresent());
    }

    @Test
    void variantsOfOneModelCountOnce() {
        Rarity rarity = ModelCatalogue.shipped()
                .rarity("text", ArchitectureField.VOCABULARY, "154880")
                .orElseThrow();

        assertThat(ModelCatalogue.shipped().models().stream()
                        .filter(model -> model.family().equals("GLM-5")))
                .hasSize(9);
        assertThat(rarity.same()).isEqualTo(1);
        assertThat(new Rarity(63, 7).bits()).isCloseTo(3, within(1e-12));
        assertThat(new Rarity(63, 0).bits()).isCloseTo(6, within(1e-12));
        assertThat(new Rarity(9, 0).bits()).isZero();
    }

    @Test
    void rememberedFactsCountForNothing() {
        KnownModel deepSeekV2 =
                ModelCatalogue.shipped().find("deepseek-ai/DeepSeek-V2").orElseThrow();
        assertThat(deepSeekV2.counts(ArchitectureField.ROPE_BASE)).isFalse();
        assertThat(deepSeekV2.counts(ArchitectureField.HIDDEN_SIZE)).isTrue();
        KnownModel trillion = ModelCatalogue.shipped()
                .find("trillionlabs/Trillion-7B-preview")
                .orElseThrow();
        assertThat(trillion.standing()).isEqualTo(Standing.REMEMBERED);
        assertThat(trillion.counts(ArchitectureField.VOCABULARY)).isFalse();
    }

    @Test
    void nearestModels() {
        ArchitectureSpec intellect = ModelCatalogue.shipped()
                .find("PrimeIntellect/INTELLECT-3")
                .orElseThrow()
                .spec();

        List<Neighbour> nearest = ModelCatalogue.shipped().nearest(intellect, 3);

        assertThat(nearest).hasSize(3);
        assertThat(nearest.subList(0, 2))
                .extracting(neighbour -> neighbour.model().name())
                .containsExactlyInAnyOrder("PrimeIntellect/INTELLECT-3", "zai-org/GLM-4.5-Air");
        assertThat(nearest.getFirst().likeness()).isEqualTo(1);
        assertThat(nearest.getFirst().differ()).isEmpty();
        assertThat(nearest.get(2).differ()).isNotEmpty();
        assertThat(nearest.get(2).agree()).isNotEmpty();
    }

    @Test
    void ownModelsAreAdded() throws IOException {
        ModelCatalogue both = ModelCatalogue.shipped().with(read(OWN));

        assertThat(both.models()).hasSize(ModelCatalogue.shipped().models().size() + 1);
        KnownModel mine = both.find("me/mine").orElseThrow();
        assertThat(mine.spec().component("text").orElseThrow().real(ArchitectureField.ROPE_BASE))
                .hasValue(10000);
        assertThat(both.nearest(mine.spec(), 1).getFirst().model()).isEqualTo(mine);
        assertThat(both.rarity("text", ArchitectureField.POSITIONS, "77")
                        .orElseThrow()
                        .same())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            layers 3       | layrs 3        | line 6: field is unknown: expected one of [layers, hidden_size,
            layers 3       | layers three   | line 6: value does not fit: expected a COUNT for layers, actual 'three'. Correct the line.
            layers 3       | layers -3      | line 6: value does not fit: expected a COUNT for layers, actual '-3'
            official       | certain        | line 6: standing is unknown: expected one of [official, copy, secondary, remembered], actual 'CERTAIN'
            source = my own file | # none   | line 2: entry is missing: expected source = …, actual 'me/mine'. A fact without its source is none: add the line.
            family = mine  | family mine    | line 3: no entry: expected [name] of a model, then lines of key = value, actual 'family mine'
            source =       | sauce =        | line 5: key is unknown: expected family, standing, source, remembered, or text and other components, actual 'sauce'
            standing =     | family =       | line 4: key occurs twice: expected each key once, actual 'family'
            text =         | # text =       | model without a component
            """)
    void badFiles(String part, String replacement, String message) {
        assertThatThrownBy(() -> read(OWN.replace(part, replacement)))
                .isInstanceOf(CatalogueException.class)
                .hasMessageStartingWith(folder.resolve("own.txt").toString())
                .hasMessageContaining(message)
                .hasMessageNotContaining("\n");
    }
}
