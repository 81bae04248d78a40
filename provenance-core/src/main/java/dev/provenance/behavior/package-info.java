/**
 * Comparison of recorded outputs. It tells whether models behave alike, never whether one's weights come from the other:
 * a student of a model's outputs behaves like it without a weight of it.
 */
@NullMarked
package dev.provenance.behavior;

import org.jspecify.annotations.NullMarked;
