package dev.provenance.report.html;

/**
 * A layer of a model in a picture of two dimensions.
 *
 * @param model name of the model
 * @param layer its layer
 * @param x first coordinate
 * @param y second coordinate
 */
record Point(String model, int layer, double x, double y) {}
