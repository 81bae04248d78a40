/** What a model is made of: the roles of its tensors. */
@NullMarked
package dev.provenance.architecture;

import org.jspecify.annotations.NullMarked;
