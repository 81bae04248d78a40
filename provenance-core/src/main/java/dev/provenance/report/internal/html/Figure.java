package dev.provenance.report.internal.html;

/**
 * A number as it is to be shown, which stands to the right.
 *
 * @param text its digits
 */
record Figure(String text) {}
