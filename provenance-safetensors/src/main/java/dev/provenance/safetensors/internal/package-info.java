/** What other modules share and none shows: no part of the API. */
@NullMarked
package dev.provenance.safetensors.internal;

import org.jspecify.annotations.NullMarked;
