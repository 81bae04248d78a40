package dev.provenance.tokenizer.catalogue;

import dev.provenance.tokenizer.catalogue.Fingerprint.Entry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** Fingerprints as text: a line of name, source, parent and sizes for each, then its sample, one hash and place a line. */
public final class FingerprintText {

    private static final String RESOURCE = "fingerprints.tsv";

    private FingerprintText() {}

    /** The lines of one fingerprint. */
    public static String of(Fingerprint fingerprint) {
        StringBuilder text = new StringBuilder(String.join(
                        "\t",
                        fingerprint.name(),
                        fingerprint.source(),
                        fingerprint.parent().orElse(""),
                        Integer.toString(fingerprint.learned()),
                        Integer.toString(fingerprint.sample().size())))
                .append('\n');
        for (Entry entry : fingerprint.sample()) {
            text.append(HexFormat.of().toHexDigits(entry.hash()))
                    .append('\t')
                    .append(entry.place())
                    .append('\n');
        }
        return text.toString();
    }

    static List<Fingerprint> readAll() {
        try (InputStream resource = FingerprintText.class.getResourceAsStream(RESOURCE)) {
            if (resource == null) {
                throw new IllegalStateException("The library lacks its resource " + RESOURCE);
            }
            return parse(new String(resource.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Fingerprint> parse(String text) {
        List<Fingerprint> all = new ArrayList<>();
        Iterator<String> lines =
                text.lines().filter(line -> !line.startsWith("#")).iterator();
        while (lines.hasNext()) {
            String[] head = lines.next().split("\t", -1);
            Optional<String> parent = head[2].isEmpty() ? Optional.empty() : Optional.of(head[2]);
            List<Entry> sample = new ArrayList<>();
            for (int i = 0; i < Integer.parseInt(head[4]); i++) {
                String[] entry = lines.next().split("\t", -1);
                sample.add(new Entry(HexFormat.fromHexDigitsToLong(entry[0]), Integer.parseInt(entry[1])));
            }
            all.add(new Fingerprint(head[0], head[1], parent, Integer.parseInt(head[3]), sample));
        }
        return all;
    }
}
