package dev.provenance.lineage;

import java.util.List;

/**
 * The layers of both models as points of a plane: the first two principal components of what is measured of each layer. A
 * picture to look at, not evidence.
 *
 * @param features what was measured of each layer, as {@code KIND measure}
 * @param firstShare share of the variance along x, from 0 to 1
 * @param secondShare along y
 * @param points one for each layer, the base's first, ascending
 */
public record LayerPicture(List<String> features, double firstShare, double secondShare, List<Point> points) {

    /** Whose layer. */
    public enum Side {
        BASE,
        SUSPECT
    }

    /**
     * A layer.
     *
     * @param side whose
     * @param layer its number
     * @param x first coordinate, in standard deviations of a feature
     * @param y second coordinate
     */
    public record Point(Side side, int layer, double x, double y) {}

    /** Copies the lists. */
    public LayerPicture {
        features = List.copyOf(features);
        points = List.copyOf(points);
    }
}
