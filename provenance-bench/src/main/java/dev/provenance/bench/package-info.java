/** JMH benchmarks. Each benchmark checks its result before it times anything. */
@NullMarked
package dev.provenance.bench;

import org.jspecify.annotations.NullMarked;
