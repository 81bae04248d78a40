package dev.provenance.safetensors;

import dev.provenance.safetensors.internal.Printable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * An index: which shard holds which tensor.
 *
 * @param file the index itself
 * @param shardOf the path of a tensor's shard, by the tensor's name
 * @param shards the paths of all shards, by the name that the index has for them
 */
record ShardIndex(Path file, Map<String, Path> shardOf, SortedMap<String, Path> shards) {
    static final String SUFFIX = ".safetensors.index.json";

    /** Reads an index; its shards are named but not opened. */
    static ShardIndex read(Path file, ReadOptions options, List<Anomaly> anomalies) throws IOException {
        FileStamp stamp = FileStamp.of(file);
        FileStamp.refuseStandIn(file, "a JSON index of shards");
        if (stamp.bytes() > options.maxHeaderBytes()) {
            throw new SafetensorsException(
                    file,
                    null,
                    Rule.INDEX_TOO_LARGE,
                    "at most " + options.maxHeaderBytes() + " bytes",
                    stamp.bytes() + " bytes");
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            Parsing parsing = new Parsing(file, options, anomalies);
            parsing.document.read(new ChannelInput(file, channel, 0, stamp.bytes()), parsing::read);
            return new ShardIndex(file, parsing.shardOf, parsing.shards);
        }
    }

    /** The state of a shard; refuses one that is not there. */
    FileStamp stampOf(Path shard) throws IOException {
        try {
            return FileStamp.of(shard);
        } catch (SafetensorsException e) {
            if (e.rule() != Rule.FILE_MISSING) {
                throw e;
            }
            SafetensorsException refusal = new SafetensorsException(
                    shard, null, Rule.SHARD_MISSING, "the shard that " + fileName() + " names", e.actual());
            refusal.initCause(e);
            throw refusal;
        }
    }

    /** Refuses an archive whose tensors are not where the index says. */
    void check(Map<String, TensorView> tensors) throws SafetensorsException {
        String index = fileName();
        for (TensorView tensor : tensors.values()) {
            Path shard = shardOf.get(tensor.name());
            if (shard == null) {
                throw new SafetensorsException(
                        tensor.file(), tensor.name(), Rule.TENSOR_NOT_IN_INDEX, "only tensors of " + index, "another");
            }
            if (!shard.equals(tensor.file())) {
                throw new SafetensorsException(
                        tensor.file(),
                        tensor.name(),
                        Rule.TENSOR_IN_OTHER_SHARD,
                        Printable.plain(shard.toString()) + " as " + index + " says",
                        Printable.plain(tensor.file().toString()));
            }
        }
        for (Map.Entry<String, Path> listed : shardOf.entrySet()) {
            if (!tensors.containsKey(listed.getKey())) {
                throw new SafetensorsException(
                        listed.getValue(),
                        listed.getKey(),
                        Rule.TENSOR_MISSING,
                        "the tensor, as " + index + " says",
                        "no such tensor");
            }
        }
    }

    private String fileName() {
        return Printable.plain(String.valueOf(file.getFileName()));
    }

    /** The reading of one index. */
    private static final class Parsing {
        private final Path file;
        private final ReadOptions options;
        private final List<Anomaly> anomalies;
        private final JsonDocument document;
        private final Map<String, Path> shardOf = new LinkedHashMap<>();
        private final SortedMap<String, Path> shards = new TreeMap<>();

        Parsing(Path file, ReadOptions options, List<Anomaly> anomalies) {
            this.file = file;
            this.options = options;
            this.anomalies = anomalies;
            this.document = new JsonDocument(file);
        }

        void read(JsonParser parser) throws IOException {
            Set<String> seen = new HashSet<>();
            for (String name = parser.nextName(); name != null; name = parser.nextName()) {
                document.note(name, seen, null, "the index");
                parser.nextToken();
                if (name.equals("weight_map")) {
                    readWeightMap(parser);
                } else {
                    parser.skipChildren();
                }
            }
            if (!seen.contains("weight_map")) {
                throw refusal(null, Rule.NO_WEIGHT_MAP, "an object weight_map", "an index without it");
            }
        }

        private void readWeightMap(JsonParser parser) throws IOException {
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                throw refusal(null, Rule.WEIGHT_MAP_NOT_TEXT, "an object of texts", JsonDocument.found(parser));
            }
            int listed = 0;
            for (String tensor = parser.nextName(); tensor != null; tensor = parser.nextName()) {
                if (parser.nextToken() != JsonToken.VALUE_STRING) {
                    throw refusal(tensor, Rule.WEIGHT_MAP_NOT_TEXT, "the name of a shard", JsonDocument.found(parser));
                }
                listed++;
                if (listed > options.maxTensors()) {
                    throw refusal(
                            null, Rule.TOO_MANY_TENSORS, "at most " + options.maxTensors() + " in the archive", "more");
                }
                if (shardOf.put(tensor, shard(parser.getString())) != null) {
                    duplicate(tensor);
                }
            }
        }

        private Path shard(String name) throws SafetensorsException {
            Path known = shards.get(name);
            if (known != null) {
                return known;
            }
            Path shard = ShardName.resolve(file, name);
            shards.put(name, shard);
            return shard;
        }

        private void duplicate(String tensor) throws SafetensorsException {
            SafetensorsException refusal = document.duplicate(tensor, tensor, "weight_map");
            if (!options.lenient()) {
                throw refusal;
            }
            anomalies.add(Anomaly.of(file, Anomaly.Kind.KEY_TWICE, Printable.quoted(tensor)));
        }

        private SafetensorsException refusal(@Nullable String tensor, Rule rule, String expected, String actual) {
            return new SafetensorsException(file, tensor, rule, expected, actual);
        }
    }
}
