/** Fingerprints of well-known tokenizers, and which of them others descend from. */
@NullMarked
package dev.provenance.tokenizer.catalogue;

import org.jspecify.annotations.NullMarked;
