/**
 * The report as one page of HTML. A part of the page is a {@link dev.provenance.report.internal.html.Section}; everything is written
 * through {@link dev.provenance.report.internal.html.Html}, which escapes.
 */
@NullMarked
package dev.provenance.report.internal.html;

import org.jspecify.annotations.NullMarked;
