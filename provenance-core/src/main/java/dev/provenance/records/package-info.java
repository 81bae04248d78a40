/** Files that others recorded, line by line: strict, bounded, and refused with file and line. */
@NullMarked
package dev.provenance.records;

import org.jspecify.annotations.NullMarked;
