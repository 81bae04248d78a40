package dev.provenance.history;

import dev.provenance.history.HistoryFinding.Consistency;
import dev.provenance.history.HistoryFinding.Kind;
import dev.provenance.message.Message;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.apache.commons.math3.stat.descriptive.rank.Median;

/** What follows from the weights of a series of checkpoints. */
final class CheckpointFindings {

    private static final double MAD_TO_SIGMA = 1.4826;
    /** Fewer steps between checkpoints have no spread to speak of. */
    private static final int FEWEST_INTERVALS = 5;
    /** A checkpoint on the way has more in common with a neighbour than half of what both neighbours have. */
    private static final double BETWEEN = 0.5;

    private final List<CheckpointReading> readings;
    private final List<Closeness> spans;
    private final RandomStart start;
    private final Closeness toPublished;
    private final HistoryPolicy policy;
    private final Set<Integer> foreign = new TreeSet<>();

    /** @param spans closeness of both neighbours of each checkpoint but the first and last */
    CheckpointFindings(
            List<CheckpointReading> readings,
            List<Closeness> spans,
            RandomStart start,
            Closeness toPublished,
            HistoryPolicy policy) {
        this.readings = readings;
        this.spans = spans;
        this.start = start;
        this.toPublished = toPublished;
        this.policy = policy;
        for (int i = 1; i < readings.size() - 1; i++) {
            double span = spans.get(i - 1).centredCosine();
            if (span > policy.sharesNothing() && Math.max(toPrevious(i), toPrevious(i + 1)) < BETWEEN * span) {
                foreign.add(i);
            }
        }
    }

    private double toPrevious(int number) {
        return readings.get(number).toPrevious().map(Closeness::centredCosine).orElse(Double.NaN);
    }

    List<HistoryFinding> all() {
        List<HistoryFinding> findings = new ArrayList<>();
        findings.add(order());
        findings.add(start());
        findings.add(towardsEnd());
        findings.add(foreign());
        findings.add(continuity());
        readings.getFirst().toBases().keySet().forEach(base -> findings.add(nearBase(base)));
        findings.add(published());
        return findings;
    }

    private HistoryFinding order() {
        for (int i = 1; i < readings.size(); i++) {
            if (readings.get(i).step() <= readings.get(i - 1).step()) {
                return finding(
                        Kind.STEP_ORDER,
                        Consistency.CONTRADICTED,
                        (double) readings.get(i).step(),
                        "steps-out-of-order",
                        readings.get(i).name(),
                        readings.get(i).step(),
                        readings.get(i - 1).step());
            }
        }
        return finding(
                Kind.STEP_ORDER,
                Consistency.CONSISTENT,
                readings.size(),
                "steps-in-order",
                readings.size(),
                readings.getFirst().step(),
                readings.getLast().step());
    }

    private HistoryFinding start() {
        String name = readings.getFirst().name();
        if (start.matrices() == 0) {
            return finding(Kind.RANDOM_START, Consistency.NOT_TESTED, Double.NaN, "start-not-tested", name);
        }
        boolean drawn = start.drawnShare() >= policy.drawnShare() && start.constantNorms() == start.norms();
        boolean trained = start.drawnShare() < 0.5;
        boolean shown = readings.getFirst().step() == 0;
        Consistency verdict =
                drawn ? Consistency.CONSISTENT : trained && shown ? Consistency.CONTRADICTED : Consistency.QUESTIONABLE;
        String key = drawn ? "start-drawn" : trained ? shown ? "start-trained" : "start-not-shown" : "start-unclear";
        return finding(
                Kind.RANDOM_START,
                verdict,
                start.drawnShare(),
                key,
                name,
                start.drawn(),
                start.matrices(),
                start.constantNorms(),
                start.norms(),
                start.usualDeviations());
    }

    private HistoryFinding towardsEnd() {
        double before = Double.NaN;
        for (int i = 0; i < readings.size(); i++) {
            double now = readings.get(i).toLast().centredCosine();
            if (!readings.get(i).toLast().isDefined()) {
                return finding(
                        Kind.TOWARDS_END,
                        Consistency.NOT_TESTED,
                        Double.NaN,
                        "not-comparable",
                        readings.get(i).name(),
                        readings.getLast().name());
            }
            if (foreign.contains(i)) {
                continue;
            }
            if (now < before - policy.fallTolerance()) {
                return finding(
                        Kind.TOWARDS_END,
                        Consistency.CONTRADICTED,
                        now - before,
                        "away-from-end",
                        readings.get(i).name(),
                        now,
                        before);
            }
            before = now;
        }
        double first = readings.getFirst().toLast().centredCosine();
        return finding(
                Kind.TOWARDS_END,
                Consistency.CONSISTENT,
                first,
                "towards-end",
                readings.stream()
                        .map(reading -> (Object) Message.of(
                                "history.at-step",
                                reading.step(),
                                reading.toLast().centredCosine()))
                        .toList());
    }

    /** The first checkpoint that cannot be held against the one before; -1 where all can. */
    private int notComparable() {
        for (int i = 1; i < readings.size(); i++) {
            if (!readings.get(i).toPrevious().orElseThrow().isDefined()) {
                return i;
            }
        }
        return -1;
    }

    private HistoryFinding notComparable(Kind kind) {
        return finding(
                kind,
                Consistency.NOT_TESTED,
                Double.NaN,
                "not-comparable",
                readings.get(notComparable() - 1).name(),
                readings.get(notComparable()).name());
    }

    private HistoryFinding foreign() {
        if (notComparable() > 0) {
            return notComparable(Kind.FOREIGN_CHECKPOINT);
        }
        if (readings.size() < 3) {
            return finding(Kind.FOREIGN_CHECKPOINT, Consistency.NOT_TESTED, Double.NaN, "too-few-checkpoints");
        }
        if (foreign.isEmpty()) {
            return finding(Kind.FOREIGN_CHECKPOINT, Consistency.CONSISTENT, 0, "all-between", readings.size() - 2);
        }
        int worst = foreign.iterator().next();
        return finding(
                Kind.FOREIGN_CHECKPOINT,
                Consistency.CONTRADICTED,
                foreign.size(),
                "foreign",
                foreign.stream().map(i -> (Object) readings.get(i).name()).toList(),
                toPrevious(worst),
                toPrevious(worst + 1),
                spans.get(worst - 1).centredCosine());
    }

    private HistoryFinding continuity() {
        if (notComparable() > 0) {
            return notComparable(Kind.CONTINUITY);
        }
        int torn = -1;
        for (int i = 1; i < readings.size(); i++) {
            boolean explained = foreign.contains(i) || foreign.contains(i - 1);
            if (!explained
                    && toPrevious(i) < policy.sharesNothing()
                    && (torn < 0 || toPrevious(i) < toPrevious(torn))) {
                torn = i;
            }
        }
        if (torn >= 0) {
            boolean fromStart = torn == 1
                    && start.matrices() > 0
                    && start.drawnShare() >= policy.drawnShare()
                    && readings.size() > 2;
            return finding(
                    Kind.CONTINUITY,
                    fromStart ? Consistency.QUESTIONABLE : Consistency.CONTRADICTED,
                    toPrevious(torn),
                    fromStart ? "start-forgotten" : "torn",
                    readings.get(torn - 1).name(),
                    readings.get(torn).name(),
                    toPrevious(torn));
        }
        return largestStep();
    }

    /** The change for each root of a step, as of a random walk, in logarithms against the median. */
    private HistoryFinding largestStep() {
        double[] sizes = new double[readings.size() - 1];
        for (int i = 1; i < readings.size(); i++) {
            double steps = Math.max(
                    1, Math.abs(readings.get(i).step() - readings.get(i - 1).step()));
            double change = readings.get(i).toPrevious().orElseThrow().relativeChange();
            sizes[i - 1] = Math.log(Math.max(change, 1e-12) / Math.sqrt(steps));
        }
        double centre = new Median().evaluate(sizes);
        double spread = MAD_TO_SIGMA
                * new Median()
                        .evaluate(Arrays.stream(sizes)
                                .map(size -> Math.abs(size - centre))
                                .toArray());
        int largest = 0;
        for (int i = 1; i < sizes.length; i++) {
            largest = sizes[i] > sizes[largest] ? i : largest;
        }
        double deviations = spread > 0 ? (sizes[largest] - centre) / spread : 0;
        boolean outlier = sizes.length >= FEWEST_INTERVALS && deviations > policy.outlier();
        return finding(
                Kind.CONTINUITY,
                outlier ? Consistency.QUESTIONABLE : Consistency.CONSISTENT,
                deviations,
                outlier ? "jump" : "no-jump",
                readings.get(largest).name(),
                readings.get(largest + 1).name(),
                deviations);
    }

    private HistoryFinding nearBase(String base) {
        CheckpointReading nearest = readings.getFirst();
        for (CheckpointReading reading : readings) {
            if (!to(base, reading).isDefined()) {
                return finding(
                        Kind.NEAR_BASE, Consistency.NOT_TESTED, Double.NaN, "not-comparable", reading.name(), base);
            }
            nearest = Math.abs(to(base, reading).centredCosine())
                            > Math.abs(to(base, nearest).centredCosine())
                    ? reading
                    : nearest;
        }
        double cosine = to(base, nearest).centredCosine();
        boolean near = Math.abs(cosine) >= policy.nearBase();
        return finding(
                Kind.NEAR_BASE,
                near ? Consistency.CONTRADICTED : Consistency.CONSISTENT,
                cosine,
                near ? "near-base" : "far-from-base",
                base,
                nearest.name(),
                cosine);
    }

    private static Closeness to(String base, CheckpointReading reading) {
        return Objects.requireNonNull(reading.toBases().get(base));
    }

    private HistoryFinding published() {
        String name = readings.getLast().name();
        if (toPublished.equal()) {
            return finding(Kind.PUBLISHED_MODEL, Consistency.CONSISTENT, 1, "published", name);
        }
        if (!toPublished.isDefined()) {
            return finding(Kind.PUBLISHED_MODEL, Consistency.CONTRADICTED, Double.NaN, "published-other-shape", name);
        }
        boolean almost = toPublished.centredCosine() >= policy.almostEqual();
        return finding(
                Kind.PUBLISHED_MODEL,
                almost ? Consistency.QUESTIONABLE : Consistency.CONTRADICTED,
                toPublished.centredCosine(),
                almost ? "published-almost" : "published-other",
                name,
                toPublished.centredCosine());
    }

    private static HistoryFinding finding(
            Kind kind, Consistency verdict, double value, String key, Object... arguments) {
        return new HistoryFinding(kind, verdict, value, Message.of("history." + key, arguments));
    }
}
