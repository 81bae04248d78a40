package dev.provenance.safetensors;

import dev.provenance.safetensors.internal.StandIn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;

/** What tells a file from a later state of itself. */
record FileStamp(long bytes, FileTime modified) {

    /** The state of the file now, links followed; refuses what is missing or not a regular file. */
    static FileStamp of(Path file) throws IOException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            if (!attributes.isRegularFile()) {
                String actual = attributes.isDirectory() ? "a folder" : "neither file nor folder";
                throw new SafetensorsException(file, null, Rule.NOT_A_FILE, "a regular file", actual);
            }
            return new FileStamp(attributes.size(), attributes.lastModifiedTime());
        } catch (NoSuchFileException e) {
            throw missing(file, e);
        }
    }

    /** Refuses a file that another thing stands in for. */
    static void refuseStandIn(Path file, String expected) throws IOException {
        Optional<StandIn> found = StandIn.recognise(file);
        if (found.isPresent()) {
            throw new SafetensorsException(
                    file,
                    null,
                    Rule.STAND_IN,
                    expected,
                    found.get().content(),
                    found.get().remedy());
        }
    }

    /** Refuses the file if its size or time of modification is no longer this one. */
    void requireUnchanged(Path file) throws IOException {
        FileStamp now;
        try {
            now = of(file);
        } catch (SafetensorsException e) {
            SafetensorsException changed = new SafetensorsException(
                    file, null, Rule.FILE_CHANGED, toString(), e.rule().text());
            changed.initCause(e);
            throw changed;
        }
        if (!now.equals(this)) {
            throw new SafetensorsException(file, null, Rule.FILE_CHANGED, toString(), now.toString());
        }
    }

    private static SafetensorsException missing(Path file, NoSuchFileException cause) {
        String actual = Files.isSymbolicLink(file) ? "a link to a file that does not exist" : "nothing at this path";
        SafetensorsException refusal =
                new SafetensorsException(file, null, Rule.FILE_MISSING, "a readable file", actual);
        refusal.initCause(cause);
        return refusal;
    }

    @Override
    public String toString() {
        return bytes + " bytes modified at " + modified;
    }
}
