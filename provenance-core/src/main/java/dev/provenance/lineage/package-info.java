/**
 * From similarities to findings: measures of weights, each held against a null made from the same pair of models.
 */
@NullMarked
package dev.provenance.lineage;

import org.jspecify.annotations.NullMarked;
