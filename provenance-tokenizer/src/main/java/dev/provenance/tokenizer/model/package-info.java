/** What a tokenizer is, whatever file it was read from: immutable, without input or output. */
@NullMarked
package dev.provenance.tokenizer.model;

import org.jspecify.annotations.NullMarked;
