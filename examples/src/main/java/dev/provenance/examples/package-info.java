/** What a user of the library would write. */
@NullMarked
package dev.provenance.examples;

import org.jspecify.annotations.NullMarked;
