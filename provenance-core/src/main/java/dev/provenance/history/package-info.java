/** The recorded history of a training run: checkpoints and logs. What it shows is no part of the verdict on weights. */
@NullMarked
package dev.provenance.history;

import org.jspecify.annotations.NullMarked;
