package dev.provenance.behavior;

import java.time.LocalDate;
import java.util.Optional;

/**
 * From when on a model does not know the answers to dated questions. Questions before the change are answered rightly at one
 * rate, those from it on at a lower one; the dates in the interval are those that the answers do not speak against.
 *
 * @param questions dated questions that were answered
 * @param right those answered rightly
 * @param firstUnknown most likely date of the first question after the change; empty where no fall was found
 * @param earliest first such date in the interval
 * @param latest last such date in the interval
 * @param rateBefore share of right answers before the change; NaN where none was found
 * @param rateAfter share of right answers from it on; NaN where none was found
 * @param log10P decimal logarithm of the p-value, by permutation of the answers, that there is no fall; 0 where there were too
 *     few questions
 */
public record Cutoff(
        int questions,
        int right,
        Optional<LocalDate> firstUnknown,
        Optional<LocalDate> earliest,
        Optional<LocalDate> latest,
        double rateBefore,
        double rateAfter,
        double log10P) {

    /** Whether a fall was found. */
    public boolean isFound() {
        return firstUnknown.isPresent();
    }

    static Cutoff notFound(int questions, int right, double log10P) {
        return new Cutoff(
                questions, right, Optional.empty(), Optional.empty(), Optional.empty(), Double.NaN, Double.NaN, log10P);
    }
}
