package dev.provenance.lineage;

import dev.provenance.architecture.TensorKind;

/**
 * Direct measures of one kind of tensor before and after layers, units and the basis were aligned: medians over layers of
 * what was sampled.
 *
 * @param kind which tensor
 * @param tensors in how many layers
 * @param rawCosine cosine as stored, rows of equal number; NaN where shapes differ
 * @param rawCentredCosine centred cosine as stored
 * @param cosine aligned
 * @param centredCosine aligned
 * @param relativeL2 aligned, by the base's norm
 * @param smallestFactor smallest best factor from base to suspect
 * @param largestFactor largest best factor
 */
public record KindEffect(
        TensorKind kind,
        int tensors,
        double rawCosine,
        double rawCentredCosine,
        double cosine,
        double centredCosine,
        double relativeL2,
        double smallestFactor,
        double largestFactor) {}
