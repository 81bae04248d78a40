/** Architectures held against each other: which fields agree, how much that tells, and what can be compared. */
@NullMarked
package dev.provenance.architecture.match;

import org.jspecify.annotations.NullMarked;
