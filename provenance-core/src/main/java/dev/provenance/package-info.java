/**
 * Front door: open models, examine one against another, read the verdict.
 *
 * {@snippet class="dev.provenance.snippets.Reports" region="examine"}
 */
@NullMarked
package dev.provenance;

import org.jspecify.annotations.NullMarked;
