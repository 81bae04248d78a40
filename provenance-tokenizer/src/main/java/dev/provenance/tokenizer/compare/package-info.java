/** Pure measures of two tokenizers: models in, records of numbers and a named relation out. */
@NullMarked
package dev.provenance.tokenizer.compare;

import org.jspecify.annotations.NullMarked;
