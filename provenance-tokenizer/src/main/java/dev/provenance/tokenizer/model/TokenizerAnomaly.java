package dev.provenance.tokenizer.model;

/**
 * Something odd that did not stop a tokenizer from being read.
 *
 * @param file name of the file it was seen in
 * @param rule what the file departs from
 * @param count how often
 * @param example the first case; what stems from the file is fit for printing
 */
public record TokenizerAnomaly(String file, TokenizerRule rule, long count, Reason example) {

    @Override
    public String toString() {
        return file + ": " + rule.text() + " (" + count + "): " + example;
    }
}
