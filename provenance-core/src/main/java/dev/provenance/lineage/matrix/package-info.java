/** Dense matrices of floats: products, polar factors, leading singular values. */
@NullMarked
package dev.provenance.lineage.matrix;

import org.jspecify.annotations.NullMarked;
