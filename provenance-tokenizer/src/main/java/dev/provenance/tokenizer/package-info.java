/** Tokenizers. So far: which tokenizer files a model has, and whether two models have the same. */
@NullMarked
package dev.provenance.tokenizer;

import org.jspecify.annotations.NullMarked;
