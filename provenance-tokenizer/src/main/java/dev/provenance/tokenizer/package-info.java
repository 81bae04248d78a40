/** Tokenizers: opened from files of any common format, and the digests of the files that a model has. */
@NullMarked
package dev.provenance.tokenizer;

import org.jspecify.annotations.NullMarked;
