package dev.provenance.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The languages of the library say the same of the same values. */
class BundlesTest {

    private static final Pattern PLACE = Pattern.compile("%(?:(\\d+)\\$)?[-,.0-9]*[a-z%]");
    private static final Pattern HANGUL = Pattern.compile("\\p{IsHangul}");

    static Stream<Path> english() throws IOException, URISyntaxException {
        Path folder =
                Path.of(Message.class.getResource("message.properties").toURI()).getParent();
        try (Stream<Path> files = Files.list(folder)) {
            return files
                    .filter(file -> file.toString().endsWith(".properties"))
                    .filter(file -> !file.toString().endsWith("_ko.properties"))
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("english")
    void koreanHasEverySentenceWithTheSamePlaces(Path english) throws IOException {
        TreeMap<Object, Object> ours = new TreeMap<>(read(english));
        Path korean = english.resolveSibling(english.getFileName().toString().replace(".properties", "_ko.properties"));
        TreeMap<Object, Object> theirs = new TreeMap<>(read(korean));

        assertThat(theirs.keySet()).isEqualTo(ours.keySet());
        ours.forEach((key, text) -> assertThat(places(String.valueOf(theirs.get(key))))
                .as(english.getFileName() + " " + key)
                .isEqualTo(places(text.toString())));
        theirs.forEach((key, text) -> {
            if (!text.equals(ours.get(key))) {
                assertThat(text.toString()).as(korean.getFileName() + " " + key).containsPattern(HANGUL);
            }
        });
    }

    /** Of two sentences under one key the second would silently win. */
    @ParameterizedTest
    @MethodSource("english")
    void noKeyIsThereTwice(Path english) throws IOException {
        for (String suffix : new String[] {".properties", "_ko.properties"}) {
            Path file = english.resolveSibling(english.getFileName().toString().replace(".properties", suffix));
            assertThat(Files.readAllLines(file).stream()
                            .filter(line -> !line.startsWith("#"))
                            .map(line -> line.substring(0, line.indexOf('=')).strip()))
                    .as(file.getFileName().toString())
                    .doesNotHaveDuplicates();
        }
    }

    /** The places by the number of their argument: a language may put them in another order, with numbers. */
    private static List<String> places(String pattern) {
        List<MatchResult> found = PLACE.matcher(pattern).results().toList();
        TreeMap<Integer, String> places = new TreeMap<>();
        int next = 1;
        for (MatchResult place : found) {
            if (place.group().endsWith("%")) {
                continue;
            }
            int number = place.group(1) == null ? next++ : Integer.parseInt(place.group(1));
            places.put(number, place.group().replaceFirst("\\d+\\$", ""));
        }
        return places.entrySet().stream().map(Object::toString).toList();
    }

    private static Properties read(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        return properties;
    }
}
