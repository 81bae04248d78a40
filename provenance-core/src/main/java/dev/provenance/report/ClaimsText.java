package dev.provenance.report;

import dev.provenance.ClaimAnswer;
import dev.provenance.ComponentVerdict;
import dev.provenance.ProvenanceReport;
import dev.provenance.message.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The claims of a text report, one line each, and the parts of a model that are not all alike. */
final class ClaimsText {

    private static final int NAME = 25;
    private static final int ANSWER = 17;
    private static final int MOST_PARTS = 12;

    private final ProvenanceReport report;
    private final Page page;

    ClaimsText(ProvenanceReport report, Page page) {
        this.report = report;
        this.page = page;
    }

    void write() {
        page.line(Columns.left(page.text("claim"), NAME)
                + Columns.left(page.text("answer"), ANSWER)
                + Columns.right(page.text("for"), 9)
                + Columns.right(page.text("nothing"), 15)
                + Columns.right(page.text("p"), 14));
        List<ClaimAnswer> claims = report.claims();
        for (ClaimAnswer claim : claims) {
            page.line(Columns.left(page.term(claim.claim()), NAME)
                    + Columns.left(page.term(claim.answer()), ANSWER)
                    + Columns.right(Integer.toString(claim.supporting().size()), 9)
                    + Columns.right(Integer.toString(claim.opposing().size()), 15)
                    + Columns.right(
                            claim.log10P().isPresent()
                                    ? TextReport.number("%.1f", claim.log10P().getAsDouble())
                                    : "-",
                            14));
        }
        // The first claim's sentence stands above.
        claims.stream().skip(1).filter(ClaimAnswer::isConflicting).forEach(claim -> page.item(claim.sentence()));
        parts();
    }

    private void parts() {
        List<ComponentVerdict> parts = report.components();
        List<ComponentVerdict> shown = parts.stream().limit(MOST_PARTS).toList();
        if (parts.stream().map(ComponentVerdict::shared).distinct().count() < 2) {
            List<Message> members = new ArrayList<>();
            shown.forEach(part -> members.add(Message.of(
                    "text.part", part.name(), part.shared(), part.relation().name())));
            if (parts.size() > shown.size()) {
                members.add(more(parts));
            }
            page.wrapped(page.text("parts", members));
            return;
        }
        for (ComponentVerdict part : shown) {
            page.line("  "
                    + Columns.left(Columns.cut(page.in(part.name()), NAME - 3), NAME - 2)
                    + Columns.left(page.term(part.shared()), ANSWER)
                    + Columns.left(part.relation().name(), 26)
                    + Columns.right(String.format(Locale.ROOT, "%.1f %%", 100 * part.parameters()), 8));
        }
        if (parts.size() > shown.size()) {
            page.line("  " + page.in(more(parts)));
        }
    }

    /** A hostile model can have as many parts as tensors. */
    private static Message more(List<ComponentVerdict> parts) {
        return Message.of("text.more", parts.size() - MOST_PARTS);
    }
}
