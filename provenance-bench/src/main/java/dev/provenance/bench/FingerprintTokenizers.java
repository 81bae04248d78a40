package dev.provenance.bench;

import dev.provenance.tokenizer.Tokenizer;
import dev.provenance.tokenizer.catalogue.Catalogue;
import dev.provenance.tokenizer.catalogue.Fingerprint;
import dev.provenance.tokenizer.catalogue.FingerprintText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes the catalogue of known tokenizers, {@code fingerprints.tsv} of provenance-tokenizer, from their files.
 *
 * <p>Arguments: a list with a line for each of them, {@code name TAB source TAB path}, and the folder that the paths are
 * relative to; {@code known-tokenizers.tsv} beside this module's README is the library's list. The catalogue goes to
 * standard output. A tokenizer's parent is looked for among those before it in the list.
 */
public final class FingerprintTokenizers {

    private static final String HEADER = """
            # Known tokenizers: name, source, parent, learned tokens, sample size; then the sample, each a komihash 5.0 of the
            # token's bytes and its place in the order of learning. Made by dev.provenance.bench.FingerprintTokenizers.
            """;

    private FingerprintTokenizers() {}

    public static void main(String[] args) throws IOException {
        if (args.length != 2) {
            throw new IllegalArgumentException("expected a list of tokenizers and the folder that holds them");
        }
        Path list = Path.of(args[0]);
        Path folder = Path.of(args[1]);
        List<Fingerprint> known = new ArrayList<>();
        StringBuilder catalogue = new StringBuilder(HEADER);
        for (String line : Files.readAllLines(list)) {
            if (!line.isBlank() && !line.startsWith("#")) {
                List<String> fields = List.of(line.split("\t", -1));
                Tokenizer tokenizer = Tokenizer.open(folder.resolve(fields.get(2)));
                Optional<String> parent = new Catalogue(known)
                        .descents(tokenizer.model()).stream()
                                .map(descent -> descent.known().name())
                                .findFirst();
                Fingerprint fingerprint = Fingerprint.of(fields.get(0), fields.get(1), parent, tokenizer.model());
                known.add(fingerprint);
                catalogue.append(FingerprintText.of(fingerprint));
            }
        }
        System.out.write(catalogue.toString().getBytes(StandardCharsets.UTF_8));
        System.out.flush();
    }
}
