package dev.provenance.safetensors;

import dev.provenance.safetensors.internal.Printable;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Names of shards in an index. Names are judged, not the files behind them: hub caches keep a checkpoint as links that do
 * lead out of its folder.
 */
final class ShardName {
    private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:.*", Pattern.DOTALL);

    private ShardName() {}

    /** The shard's path beside the index; refuses a name that could lead out of the index's folder. */
    static Path resolve(Path index, String name) throws SafetensorsException {
        String flaw = flaw(name);
        if (flaw == null) {
            try {
                return index.resolveSibling(name);
            } catch (InvalidPathException e) {
                SafetensorsException refusal = refusal(index, name, "a name that this file system cannot hold");
                refusal.initCause(e);
                throw refusal;
            }
        }
        throw refusal(index, name, flaw);
    }

    private static @Nullable String flaw(String name) {
        if (name.isEmpty()) {
            return "an empty name";
        }
        if (name.startsWith("/")) {
            return "an absolute name";
        }
        if (name.indexOf('\\') >= 0) {
            return "a name with a backslash";
        }
        if (DRIVE.matcher(name).matches()) {
            return "a name with a drive";
        }
        if (name.indexOf('\0') >= 0) {
            return "a name with a NUL character";
        }
        for (String segment : name.split("/", -1)) {
            if (segment.equals("..")) {
                return "a name with '..'";
            }
            if (segment.isEmpty() || segment.equals(".")) {
                return "a name with an empty segment";
            }
        }
        return null;
    }

    private static SafetensorsException refusal(Path index, String name, String flaw) {
        return new SafetensorsException(
                index,
                null,
                Rule.UNSAFE_SHARD_NAME,
                "the name of a file inside the folder",
                flaw + " " + Printable.quoted(name));
    }
}
