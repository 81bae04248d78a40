/** How training shows in a matrix that is read for it: no part of the API. */
@NullMarked
package dev.provenance.history.internal;

import org.jspecify.annotations.NullMarked;
