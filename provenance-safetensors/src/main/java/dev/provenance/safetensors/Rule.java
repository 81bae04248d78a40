package dev.provenance.safetensors;

/** What a checkpoint can break. Constants from {@link #UNKNOWN_FIELD} on only ever appear in an {@link Anomaly}. */
public enum Rule {
    FILE_MISSING("file not found", "Check the path."),
    NOT_A_FILE("not a regular file", "Give a safetensors file, its index or the folder that holds them."),
    NOTHING_TO_OPEN(
            "folder holds no safetensors checkpoint", "Give the checkpoint's folder, or convert it to safetensors."),
    SEVERAL_INDEXES("folder holds several indexes", "Open the index that is meant."),
    STAND_IN("content only stands in for the file", "Fetch the file itself."),
    FILE_CHANGED("file changed while it was being read", "Open the archive again once nothing writes to the file."),

    FILE_TOO_SHORT("file is too short for a header length", Rule.DOWNLOAD),
    HEADER_TOO_LONG(
            "header is longer than the limit",
            "If the file is a safetensors file, raise ReadOptions.withMaxHeaderBytes (at most 100000000)."),
    HEADER_BEYOND_FILE("header reaches beyond the end of the file", Rule.DOWNLOAD),
    HEADER_START(
            "header does not begin with '{'", "Write the file again, or read it with ReadOptions.withLenient(true)."),
    NOT_UTF8("text is not UTF-8", Rule.DOWNLOAD),
    NOT_JSON("text is not JSON", Rule.DOWNLOAD),
    NOT_AN_OBJECT("JSON is not an object", Rule.REWRITE),
    JSON_LIMIT("JSON exceeds a limit of this reader", "Shorten the names, texts or nesting and write the file again."),
    DUPLICATE_KEY(
            "key occurs twice",
            "Write the file again; ReadOptions.withLenient(true) takes the last tensor or metadata."),
    METADATA_NOT_TEXT("metadata is not a map of texts", Rule.REWRITE),
    TOO_MANY_TENSORS("archive holds more tensors than the limit", "Raise ReadOptions.withMaxTensors."),

    MISSING_FIELD("field is missing", Rule.REWRITE),
    WRONG_TYPE("value has the wrong type", Rule.REWRITE),
    UNKNOWN_DTYPE("dtype is unknown", "Convert the tensor to a dtype of the format."),
    TOO_MANY_DIMENSIONS("shape has too many dimensions", "Reshape the tensor and write the file again."),
    NEGATIVE_DIMENSION("dimension is negative", Rule.REWRITE),
    SIZE_OVERFLOW("size overflows 64 bits", Rule.REWRITE),
    PARTIAL_BYTE("elements do not fill whole bytes", "Pad the tensor to whole bytes and write the file again."),
    NEGATIVE_OFFSET("offset is negative", Rule.REWRITE),
    OFFSETS_REVERSED("data ends before it begins", Rule.REWRITE),
    SIZE_MISMATCH("bytes do not match shape and dtype", Rule.REWRITE),
    OVERLAP("data overlaps another tensor", Rule.REWRITE),
    HOLE("bytes before the tensor belong to none", Rule.REWRITE),
    DATA_TRUNCATED("file ends before its data does", Rule.DOWNLOAD),
    TRAILING_DATA("file goes on after its last tensor", Rule.DOWNLOAD),

    INDEX_TOO_LARGE("index is larger than the limit", "Raise ReadOptions.withMaxHeaderBytes (at most 100000000)."),
    NO_WEIGHT_MAP("index has no weight_map", "Download the index again, or open the folder without it."),
    WEIGHT_MAP_NOT_TEXT("weight_map is not a map of texts", Rule.SHARD),
    UNSAFE_SHARD_NAME("name leaves the folder", "Do not trust this index; name a file inside the folder."),
    SHARD_MISSING("shard not found", Rule.SHARD),
    TENSOR_MISSING("tensor is missing from its shard", Rule.SHARD),
    TENSOR_NOT_IN_INDEX("tensor is not in the index", Rule.SHARD),
    TENSOR_IN_OTHER_SHARD("tensor is in another shard than the index says", Rule.SHARD),
    TENSOR_IN_TWO_SHARDS("tensor is in two shards", Rule.SHARD),

    UNKNOWN_FIELD("entry has an unknown field", ""),
    FILE_LEFT_OUT("file lies beside the checkpoint but is not part of it", "");

    // Nested constants of an enum cannot be used by the constants above without their qualifier.
    private static final String DOWNLOAD = "Download the file again.";
    private static final String REWRITE = "Write the file again with a current version of safetensors.";
    private static final String SHARD = "Download the index and all shards again.";

    private final String text;
    private final String remedy;

    Rule(String text, String remedy) {
        this.text = text;
        this.remedy = remedy;
    }

    /** What is wrong, in a few words, as it stands in messages. */
    public String text() {
        return text;
    }

    /** What the reader of the message can do. */
    String remedy() {
        return remedy;
    }
}
