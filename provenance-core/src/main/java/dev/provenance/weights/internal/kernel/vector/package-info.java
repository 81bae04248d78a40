/** Internal: the kernel on the Vector API. Nothing else imports {@code jdk.incubator.vector}; it is reached by name. */
@NullMarked
package dev.provenance.weights.internal.kernel.vector;

import org.jspecify.annotations.NullMarked;
