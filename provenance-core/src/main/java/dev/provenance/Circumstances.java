package dev.provenance;

import dev.provenance.architecture.ArchitectureField;
import dev.provenance.architecture.TensorRole;
import dev.provenance.architecture.catalogue.Rarity;
import dev.provenance.architecture.match.FieldMatch;
import dev.provenance.message.Message;
import dev.provenance.tokenizer.compare.DeclaredRules;
import dev.provenance.tokenizer.compare.MergeAgreement;
import dev.provenance.tokenizer.compare.TokenizerComparison;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;

/** Reads the table of circumstances off a finished report. */
final class Circumstances {

    private final List<Circumstance> table = new ArrayList<>();

    private Circumstances() {}

    static List<Circumstance> of(ProvenanceReport report) {
        Circumstances circumstances = new Circumstances();
        report.tokenizer().comparison().ifPresent(circumstances::tokenizer);
        report.architecture().component(TensorRole.TEXT).stream()
                .flatMap(text -> text.fields().stream())
                .filter(field -> field.outcome() != FieldMatch.Outcome.ABSENT)
                .filter(field ->
                        field.field() != ArchitectureField.DTYPE && field.field() != ArchitectureField.QUANTISATION)
                .forEach(circumstances::architecture);
        return List.copyOf(circumstances.table);
    }

    private void architecture(FieldMatch field) {
        double bits = field.rarity().map(Rarity::bits).orElse(Double.NaN);
        table.add(new Circumstance(
                Message.of("message.verbatim", field.field()),
                Message.verbatim(field.base().orElseThrow()),
                Message.verbatim(field.suspect().orElseThrow()),
                bits,
                Double.isNaN(bits) ? 0 : (int) Math.min(Circumstance.MOST_STARS, Math.floor(bits))));
    }

    private void tokenizer(TokenizerComparison comparison) {
        table.add(new Circumstance(
                Message.of("circumstance.type"),
                Message.of("message.verbatim", comparison.a().type()),
                Message.of("message.verbatim", comparison.b().type()),
                Double.NaN,
                // Most tokenizers are of one type: an agreement says nothing.
                0));
        shared(
                "vocabulary",
                comparison.tokens().containmentOfA(),
                comparison.tokens().containmentOfB());
        comparison.merges().ifPresent(this::merges);
        special(comparison.declared());
    }

    private void merges(MergeAgreement merges) {
        shared("merges", share(merges.common(), merges.sizeA()), share(merges.common(), merges.sizeB()));
    }

    private void special(DeclaredRules declared) {
        HashSet<String> base = new HashSet<>();
        HashSet<String> suspect = new HashSet<>();
        declared.roles().forEach(role -> {
            role.a().forEach(token -> base.add(role.role() + " " + token));
            role.b().forEach(token -> suspect.add(role.role() + " " + token));
        });
        HashSet<String> common = new HashSet<>(base);
        common.retainAll(suspect);
        shared("special", share(common.size(), base.size()), share(common.size(), suspect.size()));
    }

    private static OptionalDouble share(int part, int whole) {
        return whole == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) part / whole);
    }

    /** Weighed by the smaller share: a small vocabulary within a large one is nothing special. */
    private void shared(String subject, OptionalDouble ofBase, OptionalDouble ofSuspect) {
        if (ofBase.isPresent() && ofSuspect.isPresent()) {
            table.add(new Circumstance(
                    Message.of("circumstance." + subject),
                    Message.of("circumstance.share", 100 * ofBase.getAsDouble()),
                    Message.of("circumstance.share", 100 * ofSuspect.getAsDouble()),
                    Double.NaN,
                    stars(Math.min(ofBase.getAsDouble(), ofSuspect.getAsDouble()))));
        }
    }

    /** The steps of 98 and 90 % are those of the tables that circulated; independent tokenizers have reached 95 % one way. */
    private static int stars(double share) {
        return share > 0.98 ? 3 : share >= 0.9 ? 2 : share >= 0.5 ? 1 : 0;
    }
}
