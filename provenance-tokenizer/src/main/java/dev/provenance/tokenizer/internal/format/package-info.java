/** Readers: one class for each file format, from bytes to a {@link dev.provenance.tokenizer.model.TokenizerModel}. */
@NullMarked
package dev.provenance.tokenizer.internal.format;

import org.jspecify.annotations.NullMarked;
