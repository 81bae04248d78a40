/** Whether a declared training run is possible: its arithmetic against the hardware that is said to have done it. */
@NullMarked
package dev.provenance.history.compute;

import org.jspecify.annotations.NullMarked;
