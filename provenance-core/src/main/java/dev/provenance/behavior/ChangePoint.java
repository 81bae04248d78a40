package dev.provenance.behavior;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * A fall in the rate of right answers: two binomial rates with one change between questions in order of their dates, by
 * maximum likelihood over all dates at which it can be. The p-value is by permutation of the answers, the interval holds the
 * dates whose likelihood is near the largest.
 */
final class ChangePoint {

    private static final int PERMUTATIONS = 999;
    private static final long SEED = 7;

    private final List<LocalDate> dates;
    private final boolean[] right;
    private final int total;

    private ChangePoint(List<LocalDate> dates, boolean[] right) {
        this.dates = dates;
        this.right = right;
        int sum = 0;
        for (boolean answer : right) {
            sum += answer ? 1 : 0;
        }
        this.total = sum;
    }

    /** The cut-off that a recording shows; a count without one where it has fewer questions than the policy asks for. */
    static Cutoff of(Recording recording, BehaviorPolicy policy) {
        List<RecordedOutput> answers = recording.outputs().values().stream()
                .filter(output -> output.question().isPresent())
                .sorted(Comparator.comparing(ChangePoint::date))
                .toList();
        boolean[] right = new boolean[answers.size()];
        for (int i = 0; i < right.length; i++) {
            right[i] = answers.get(i)
                    .question()
                    .orElseThrow()
                    .isAnsweredBy(answers.get(i).output());
        }
        return new ChangePoint(answers.stream().map(ChangePoint::date).toList(), right).estimate(policy);
    }

    private static LocalDate date(RecordedOutput output) {
        return output.question().orElseThrow().date();
    }

    private Cutoff estimate(BehaviorPolicy policy) {
        if (right.length < policy.fewestQuestions()) {
            return Cutoff.notFound(right.length, total, 0);
        }
        List<Integer> places = places();
        double largest = largest(right, places);
        int reached = 0;
        boolean[] shuffled = right.clone();
        Random random = new Random(SEED);
        for (int drawn = 0; drawn < PERMUTATIONS; drawn++) {
            shuffle(shuffled, random);
            reached += largest(shuffled, places) >= largest ? 1 : 0;
        }
        double log10P = Math.log10((1.0 + reached) / (PERMUTATIONS + 1.0));
        if (places.isEmpty() || log10P > policy.cutoffLog10P()) {
            return Cutoff.notFound(right.length, total, log10P);
        }
        return found(places, largest, log10P, policy);
    }

    private Cutoff found(List<Integer> places, double largest, double log10P, BehaviorPolicy policy) {
        int best = -1;
        int earliest = -1;
        int latest = -1;
        int before = 0;
        int bestBefore = 0;
        int at = 0;
        for (int place : places) {
            while (at < place) {
                before += right[at++] ? 1 : 0;
            }
            double likelihood = logLikelihood(before, place);
            if (2 * (largest - likelihood) <= policy.cutoffDeviance()) {
                earliest = earliest < 0 ? place : earliest;
                latest = place;
            }
            if (best < 0 && likelihood >= largest) {
                best = place;
                bestBefore = before;
            }
        }
        return new Cutoff(
                right.length,
                total,
                Optional.of(dates.get(best)),
                Optional.of(dates.get(earliest)),
                Optional.of(dates.get(latest)),
                (double) bestBefore / best,
                (double) (total - bestBefore) / (right.length - best),
                log10P);
    }

    /** Numbers of questions that are the first of their day; the change is before one of these. */
    private List<Integer> places() {
        List<Integer> places = new ArrayList<>();
        for (int i = 1; i < dates.size(); i++) {
            if (!dates.get(i).equals(dates.get(i - 1))) {
                places.add(i);
            }
        }
        return places;
    }

    private double largest(boolean[] answers, List<Integer> places) {
        double largest = pooled();
        int before = 0;
        int at = 0;
        for (int place : places) {
            while (at < place) {
                before += answers[at++] ? 1 : 0;
            }
            largest = Math.max(largest, logLikelihood(before, place));
        }
        return largest;
    }

    /** With so many right answers before a place; a rise counts as no change. */
    private double logLikelihood(int before, int place) {
        int after = total - before;
        boolean falls = (long) before * (right.length - place) > (long) after * place;
        return falls ? binomial(before, place) + binomial(after, right.length - place) : pooled();
    }

    private double pooled() {
        return binomial(total, right.length);
    }

    private static double binomial(int successes, int trials) {
        double rate = (double) successes / trials;
        return (successes == 0 ? 0 : successes * Math.log(rate))
                + (successes == trials ? 0 : (trials - successes) * Math.log1p(-rate));
    }

    private static void shuffle(boolean[] answers, Random random) {
        for (int i = answers.length - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            boolean answer = answers[i];
            answers[i] = answers[other];
            answers[other] = answer;
        }
    }
}
