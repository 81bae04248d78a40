/** What several packages share and none shows: no part of the API. */
@NullMarked
package dev.provenance.internal;

import org.jspecify.annotations.NullMarked;
