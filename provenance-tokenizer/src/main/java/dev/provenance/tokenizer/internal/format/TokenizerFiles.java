package dev.provenance.tokenizer.internal.format;

import dev.provenance.tokenizer.model.ReadLimits;
import dev.provenance.tokenizer.model.Reason;
import dev.provenance.tokenizer.model.TokenizerAnomaly;
import dev.provenance.tokenizer.model.TokenizerDraft;
import dev.provenance.tokenizer.model.TokenizerException;
import dev.provenance.tokenizer.model.TokenizerFormat;
import dev.provenance.tokenizer.model.TokenizerModel;
import dev.provenance.tokenizer.model.TokenizerRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Finds the tokenizer at a path and reads it, in whatever format it is. */
public final class TokenizerFiles {

    private static final Set<String> EXTENSIONS =
            Set.of("json", "model", "tiktoken", "txt", "gguf", "spm", "vocab", "bpe");

    private TokenizerFiles() {}

    /** A file and the format of its content. */
    private record Found(Path file, TokenizerFormat format) {}

    /**
     * Reads the tokenizer at a path.
     *
     * @param path a tokenizer's file, or a folder; of several formats in a folder the first in the order of
     *     {@link TokenizerFormat} is taken and the others are held against it
     * @throws TokenizerException if there is none, or it breaks a rule of its format
     * @throws IOException if a file cannot be read
     */
    public static TokenizerModel read(Path path, ReadLimits limits) throws IOException {
        if (!Files.isDirectory(path)) {
            Source source = new Source(path, limits);
            if (!Files.isRegularFile(path)) {
                throw source.refusal(
                        "", TokenizerRule.FILE_MISSING, "a file or folder", Files.exists(path) ? "neither" : "nothing");
            }
            TokenizerFormat format = FormatSniffer.recognise(source)
                    .orElseThrow(() ->
                            source.refusal("", TokenizerRule.UNKNOWN_FORMAT, "a tokenizer's file", "other content"));
            return read(new Found(path, format), limits);
        }
        List<Found> found = formats(path, limits);
        if (found.isEmpty()) {
            throw new TokenizerException(
                    path, "", TokenizerRule.FILE_MISSING, "a folder with a tokenizer's file", "none in it");
        }
        TokenizerModel tokenizer = read(found.getFirst(), limits);
        List<TokenizerAnomaly> anomalies = new ArrayList<>(tokenizer.anomalies());
        for (Found other : found.subList(1, found.size())) {
            disagreement(tokenizer, other, limits).ifPresent(anomalies::add);
        }
        return tokenizer.withAnomalies(anomalies);
    }

    /** Whether a folder has a file in one of the formats. */
    public static boolean isIn(Path folder) throws IOException {
        return !formats(folder, ReadLimits.defaults()).isEmpty();
    }

    /** One file of each format, the first by name. */
    private static List<Found> formats(Path folder, ReadLimits limits) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(Files::isRegularFile)
                    .filter(file -> EXTENSIONS.contains(extension(file)))
                    .sorted()
                    .toList();
        }
        SortedMap<TokenizerFormat, Found> found = new TreeMap<>();
        for (Path file : files) {
            FormatSniffer.recognise(new Source(file, limits))
                    .ifPresent(format -> found.putIfAbsent(format, new Found(file, format)));
        }
        return List.copyOf(found.values());
    }

    private static String extension(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private static TokenizerModel read(Found found, ReadLimits limits) throws IOException {
        TokenizerDraft draft = new TokenizerDraft(found.file, found.format, limits);
        reader(found.format).read(new Source(found.file, limits), draft);
        new Companions(draft).read();
        return draft.build();
    }

    private static FormatReader reader(TokenizerFormat format) {
        return switch (format) {
            case TOKENIZER_JSON -> new TokenizerJsonReader();
            case TEKKEN -> new TekkenReader();
            case SENTENCE_PIECE -> new SentencePieceReader();
            case TIKTOKEN -> new TiktokenReader();
            case VOCAB_AND_MERGES -> new VocabAndMergesReader();
            case VOCAB_TXT -> new VocabTxtReader();
            case RWKV -> new RwkvReader();
            case GGUF -> new GgufReader();
        };
    }

    private static Optional<TokenizerAnomaly> disagreement(TokenizerModel tokenizer, Found other, ReadLimits limits)
            throws IOException {
        String file = String.valueOf(other.file.getFileName());
        try {
            return FormatAgreement.check(tokenizer, read(other, limits), file);
        } catch (TokenizerException e) {
            return Optional.of(new TokenizerAnomaly(
                    file,
                    TokenizerRule.FORMATS_DISAGREE,
                    1,
                    Reason.of(Reason.Kind.OTHER_FORMAT_REFUSED, String.valueOf(e.getMessage()))));
        }
    }
}
