/** Tokenizers. So far: which tokenizer files a model has, with their digests. */
@NullMarked
package dev.provenance.tokenizer;

import org.jspecify.annotations.NullMarked;
