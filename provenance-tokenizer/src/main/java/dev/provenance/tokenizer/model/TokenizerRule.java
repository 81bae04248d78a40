package dev.provenance.tokenizer.model;

/** What a tokenizer's files can break. Constants from {@link #DUPLICATE_ID} on only appear in a {@link TokenizerAnomaly}. */
public enum TokenizerRule {
    FILE_MISSING("no tokenizer found", "Give a tokenizer's file, or the folder that holds it."),
    STAND_IN("not the file itself", "Fetch the file itself, for instance with 'git lfs pull'."),
    UNKNOWN_FORMAT(
            "format not recognised",
            "Known are tokenizer.json, tekken JSON, SentencePiece, tiktoken, vocab.json with merges.txt, vocab.txt, RWKV and"
                    + " GGUF."),
    TOO_LARGE("too large", "Raise the limit in ReadLimits if the file is what it should be."),
    TRUNCATED("ends too early", "Download the file again."),
    MALFORMED("malformed", "Download the file again."),
    NOT_UTF8("not UTF-8", "Write the file again as UTF-8."),
    NOT_JSON("not valid JSON", "Download the file again."),
    JSON_LIMIT("beyond the parser's limits", "A tokenizer has no such JSON."),
    MISSING_FIELD("missing field", "Download the file again."),
    WRONG_TYPE("wrong type", "Download the file again."),
    UNSUPPORTED("not supported", "Give the tokenizer in another format."),
    ID_OUT_OF_RANGE("id out of range", "Raise the limit in ReadLimits if the id is what it should be."),
    EMPTY("no tokens", "Download the file again."),

    DUPLICATE_ID("two tokens have one id", ""),
    DUPLICATE_TOKEN("a token is there twice", ""),
    ID_HOLES("ids without a token", ""),
    NOT_IN_ALPHABET("not in the alphabet of bytes, taken as written", ""),
    UNDECLARED_METASPACE("▁ that no file declares to be a space, taken as written", ""),
    UNKNOWN_MERGE("a merge of or into a token that is not in the vocabulary", ""),
    FORMATS_DISAGREE("the folder's formats disagree", ""),
    COMPANION_DISAGREES("a configuration disagrees with the vocabulary", ""),
    COMPANION_UNREADABLE("a configuration could not be read and was left out", ""),
    NOT_USED("tokens that the file holds beyond its declared size", "");

    private final String text;
    private final String remedy;

    TokenizerRule(String text, String remedy) {
        this.text = text;
        this.remedy = remedy;
    }

    /** What is wrong, in a few words, as it stands in messages. */
    public String text() {
        return text;
    }

    String remedy() {
        return remedy;
    }
}
