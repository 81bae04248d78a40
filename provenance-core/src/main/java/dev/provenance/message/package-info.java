/** Sentences for a reader, in the reader's language. */
@NullMarked
package dev.provenance.message;

import org.jspecify.annotations.NullMarked;
