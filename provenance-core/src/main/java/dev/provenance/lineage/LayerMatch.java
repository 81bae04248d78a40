package dev.provenance.lineage;

/**
 * A layer of the suspect that is derived from one of the base.
 *
 * @param suspectLayer number of the suspect's layer, from 0
 * @param baseLayer number of the base's layer
 * @param correlation mean centred cosine of their matrices
 */
public record LayerMatch(int suspectLayer, int baseLayer, double correlation) {}
