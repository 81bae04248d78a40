/** Dense matrices of floats: products, polar factors, leading singular values. */
@NullMarked
package dev.provenance.lineage.internal.matrix;

import org.jspecify.annotations.NullMarked;
