/** What several forms of a report share. */
@NullMarked
package dev.provenance.report.internal;

import org.jspecify.annotations.NullMarked;
