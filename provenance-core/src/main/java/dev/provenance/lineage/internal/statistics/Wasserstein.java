package dev.provenance.lineage.internal.statistics;

import java.util.Arrays;

/** The Wasserstein distance of two samples of numbers: the area between their distribution functions. */
public final class Wasserstein {

    private Wasserstein() {}

    /** {@code ∫|F − G|}; samples may differ in size. NaN if one is empty. Costs a sort of both. */
    public static double distance(double[] one, double[] other) {
        if (one.length == 0 || other.length == 0) {
            return Double.NaN;
        }
        double[] a = one.clone();
        double[] b = other.clone();
        Arrays.sort(a);
        Arrays.sort(b);
        double area = 0;
        double before = Math.min(a[0], b[0]);
        int i = 0;
        int j = 0;
        while (i < a.length || j < b.length) {
            double next = j == b.length || (i < a.length && a[i] <= b[j]) ? a[i] : b[j];
            area += Math.abs((double) i / a.length - (double) j / b.length) * (next - before);
            before = next;
            while (i < a.length && a[i] == next) {
                i++;
            }
            while (j < b.length && b[j] == next) {
                j++;
            }
        }
        return area;
    }
}
