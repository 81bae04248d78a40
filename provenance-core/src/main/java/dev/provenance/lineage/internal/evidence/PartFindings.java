package dev.provenance.lineage.internal.evidence;

import dev.provenance.lineage.Claim;
import dev.provenance.lineage.Finding;
import dev.provenance.lineage.Finding.Outcome;
import dev.provenance.lineage.Measure;
import dev.provenance.lineage.NullModel;
import dev.provenance.lineage.VerdictPolicy;
import dev.provenance.lineage.internal.evidence.Weighing.Measured;
import dev.provenance.lineage.internal.statistics.JointPermutation;
import dev.provenance.message.Message;
import java.util.Optional;
import java.util.OptionalDouble;

/** Findings of tests whose units are places of the residual stream: of norms, the embedding and the head. */
final class PartFindings {

    private final PairResults results;
    private final VerdictPolicy policy;
    private final Weighing weighing;

    PartFindings(Weighing weighing) {
        this.results = weighing.results();
        this.policy = weighing.policy();
        this.weighing = weighing;
    }

    Finding norms() {
        Measure measure = Measure.NORM_CORRELATION;
        if (results.norms().isEmpty()) {
            return weighing.notRun(measure, results.folded() ? "lineage.norms-folded" : "lineage.norms-constant");
        }
        JointPermutation test = results.norms().get().test();
        return weighing.finding(
                measure,
                new Measured(
                        test.z(), test.correlation(), test.log10P(), 0, test.correlation() >= policy.derivedNorms()),
                permuted(test),
                Message.of("lineage.norms", test.vectors(), test.correlation(), test.nullDeviation(), test.log10P()));
    }

    private static NullModel permuted(JointPermutation test) {
        return NullModel.exact(
                Message.of("lineage.permutation-null", test.permutations()),
                test.permutations(),
                0,
                test.nullDeviation());
    }

    Finding embedding() {
        return part(
                "embedding",
                Measure.EMBEDDING_CORRELATION,
                "lineage.embedding",
                results.embeddingTest(),
                results.embedding());
    }

    Finding head() {
        return part("head", Measure.HEAD_CORRELATION, "lineage.head", results.headTest(), results.head());
    }

    private Finding part(
            String name,
            Measure measure,
            String key,
            Optional<JointPermutation> permutation,
            Optional<AlignedRows> rows) {
        if (permutation.isEmpty() || rows.isEmpty()) {
            return Finding.notRun(
                    Claim.PART_SHARED,
                    name,
                    measure,
                    Message.of(rows.isEmpty() ? "lineage.part-no-tokens" : "lineage.part-fitted"));
        }
        JointPermutation test = permutation.get();
        double cosine = rows.get().aligned().centredCosine();
        boolean told = weighing.derived() || TrainingSigns.areIn(rows.get(), policy);
        Outcome outcome = told && cosine >= policy.partCorrelation() ? Outcome.FOR : Outcome.UNDECIDED;
        return new Finding(
                Claim.PART_SHARED,
                name,
                measure,
                test.z(),
                cosine,
                permuted(test),
                OptionalDouble.of(test.log10P()),
                Coverage.ofTokens(results, rows.get()),
                weighing.isSignificant(test.log10P()) ? outcome : Outcome.NOTHING_FOUND,
                Message.of(key, test.vectors(), test.correlation(), test.nullDeviation(), test.log10P(), cosine));
    }
}
