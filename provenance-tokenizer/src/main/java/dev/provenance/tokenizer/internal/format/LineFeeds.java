package dev.provenance.tokenizer.internal.format;

import java.util.Iterator;
import java.util.NoSuchElementException;

/** Lines that end in a line feed, with or without a carriage return before it; a lone carriage return ends none. */
final class LineFeeds implements Iterator<String> {

    private final String text;
    private int at;

    private LineFeeds(String text) {
        this.text = text;
    }

    static Iterator<String> of(String text) {
        return new LineFeeds(text);
    }

    @Override
    public boolean hasNext() {
        return at < text.length();
    }

    @Override
    public String next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        int feed = text.indexOf('\n', at);
        int end = feed < 0 ? text.length() : feed;
        int start = at;
        at = end + 1;
        return text.substring(start, end > start && text.charAt(end - 1) == '\r' ? end - 1 : end);
    }
}
