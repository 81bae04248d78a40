package dev.provenance.tokenizer.encode;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The only class that touches DJL, so that the others load without it. */
final class HuggingFaceLibrary {

    /** DJL reports its use to its makers unless told not to, and fetches another native library where it sees a GPU. */
    private static final Map<String, String> SETTINGS = Map.of("OPT_OUT_TRACKING", "true", "RUST_FLAVOR", "cpu");

    private final HuggingFaceTokenizer tokenizer;

    private HuggingFaceLibrary(HuggingFaceTokenizer tokenizer) {
        this.tokenizer = tokenizer;
    }

    static HuggingFaceLibrary load(byte[] json) throws NotEncodedException {
        SETTINGS.forEach((name, value) -> {
            if (System.getProperty(name) == null) {
                System.setProperty(name, value);
            }
        });
        try {
            return new HuggingFaceLibrary(HuggingFaceTokenizer.newInstance(
                    new ByteArrayInputStream(json), Map.of("addSpecialTokens", "false", "truncation", "false")));
        } catch (IOException | RuntimeException e) {
            throw new NotEncodedException("the tokenizers library refuses it: " + e.getMessage(), e);
        }
    }

    List<Integer> encode(String text) {
        return Arrays.stream(tokenizer.encode(text, false, false).getIds())
                .mapToObj(id -> (int) id)
                .toList();
    }

    void close() {
        tokenizer.close();
    }
}
