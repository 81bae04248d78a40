/** Encodings of text by the Hugging Face tokenizers library, where DJL's binding of it is on the class path. */
@NullMarked
package dev.provenance.tokenizer.encode;

import org.jspecify.annotations.NullMarked;
