package dev.provenance.safetensors.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a checkout may leave in a file's place: content that only points to the file. */
public enum StandIn {
    /** The pointer file of git's large file storage. */
    LFS_POINTER("a git-LFS pointer", "Run 'git lfs pull' in the checkout, or download the file again."),
    /** The target of a symbolic link as text, as checkouts without support for links write it. */
    LINK_TEXT("the text of a symbolic link", "Download the file again, or check out with support for symbolic links.");

    private static final String LFS_START = "version https://git-lfs.github.com/spec/v1";
    private static final int LINK_BYTES = 1024;
    private static final Pattern LINK_TARGET =
            Pattern.compile("(?:[A-Za-z]:)?[^\\p{Cntrl}\\s\"'{}\\[\\]<>|:]*[/\\\\][^\\p{Cntrl}\"'{}\\[\\]<>|:]+\\n?");

    private final String content;
    private final String remedy;

    StandIn(String content, String remedy) {
        this.content = content;
        this.remedy = remedy;
    }

    /** What the file holds, in words that follow "holds". */
    public String content() {
        return content;
    }

    /** What to do about it: a sentence or two. */
    public String remedy() {
        return remedy;
    }

    /**
     * Says what stands in the file's place and what to do about it.
     *
     * @return a sentence or two; empty if the content may be the file itself, or the path is no regular file
     * @throws IOException if the file is missing or cannot be read
     */
    public static Optional<String> describe(Path file) throws IOException {
        return recognise(file).map(found -> "The file holds " + found.content + ", not its content. " + found.remedy);
    }

    /**
     * Looks at the start of a file.
     *
     * @return empty if the content may be the file itself, or the path is no regular file
     * @throws IOException if the file is missing or cannot be read
     */
    public static Optional<StandIn> recognise(Path file) throws IOException {
        if (!Files.readAttributes(file, BasicFileAttributes.class).isRegularFile()) {
            return Optional.empty();
        }
        byte[] start;
        try (InputStream in = Files.newInputStream(file)) {
            start = in.readNBytes(LINK_BYTES);
        }
        // Latin-1 maps every byte to one character, so no content fails to decode.
        String text = new String(start, StandardCharsets.ISO_8859_1);
        if (text.startsWith(LFS_START)) {
            return Optional.of(LFS_POINTER);
        }
        boolean link = start.length < LINK_BYTES && LINK_TARGET.matcher(text).matches();
        return link ? Optional.of(LINK_TEXT) : Optional.empty();
    }
}
