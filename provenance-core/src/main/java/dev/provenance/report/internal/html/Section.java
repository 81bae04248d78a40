package dev.provenance.report.internal.html;

import dev.provenance.ProvenanceReport;

/**
 * A part of the page. A further one implements this, has its title in the bundle as {@code html.section.ID}, and is added to
 * the list in {@link HtmlPage}.
 */
interface Section {

    /** Its place in the page, and its title's key. */
    String id();

    /** Whether this report has anything for it; without, the page does not mention it. */
    default boolean isIn(ProvenanceReport report) {
        return true;
    }

    /** Writes what stands under the title. */
    void write(ProvenanceReport report, Html html);
}
