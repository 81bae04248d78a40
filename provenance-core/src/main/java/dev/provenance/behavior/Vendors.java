package dev.provenance.behavior;

import dev.provenance.internal.ResourceLines;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** The makers of models that outputs may name. */
final class Vendors {

    static final List<Vendor> ALL = ResourceLines.of(Vendors.class, "vendors.tsv").stream()
            .map(Vendors::parse)
            .toList();

    private Vendors() {}

    /**
     * A maker.
     *
     * @param name of the maker
     * @param names of it and its models
     */
    record Vendor(String name, List<Pattern> names) {

        Vendor {
            names = List.copyOf(names);
        }

        /** What stands before each of its names in a sentence. */
        List<String> before(String sentence) {
            return names.stream()
                    .flatMap(pattern -> pattern.matcher(sentence).results())
                    .map(name -> sentence.substring(0, name.start()))
                    .toList();
        }
    }

    private static Vendor parse(String line) {
        String[] columns = line.split("\t", -1);
        return new Vendor(
                columns[0],
                Arrays.stream(columns[1].split(",", -1)).map(Vendors::pattern).toList());
    }

    /** Latin names stand alone; Korean ones take particles, Chinese ones have no spaces around them. */
    private static Pattern pattern(String name) {
        boolean exact = name.startsWith("=");
        String literal = exact ? name.substring(1) : name;
        boolean latin = literal.chars().allMatch(character -> character < 0x250);
        String expression = latin
                ? "(?<![\\p{IsLatin}\\p{N}])" + Pattern.quote(literal) + "(?![\\p{IsLatin}])"
                : Pattern.quote(literal);
        return Pattern.compile(expression, exact ? 0 : Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }
}
