package dev.provenance.report.internal.html;

import static dev.provenance.report.internal.html.Html.label;

import dev.provenance.ProvenanceReport;
import dev.provenance.architecture.TensorRole;
import dev.provenance.architecture.match.ArchitectureMatch;
import dev.provenance.architecture.match.ComponentMatch;
import dev.provenance.architecture.match.FieldMatch;
import dev.provenance.architecture.match.KindMatch;
import dev.provenance.message.Message;

/** How the models are built, value by value; no evidence. */
final class ArchitectureSection implements Section {

    @Override
    public String id() {
        return "architecture";
    }

    @Override
    public void write(ProvenanceReport report, Html html) {
        ArchitectureMatch match = report.architecture();
        html.element("p", label("architecture.note"));
        for (ComponentMatch component : match.components()) {
            html.open("h3");
            new Name(TensorRole.nameOf(component.name()).in(html.language())).write(html);
            html.close();
            fields(component, html);
            if (!component.kinds().isEmpty()) {
                html.open("details").element("summary", label("architecture.kinds"));
                kinds(component, html);
                html.close();
            }
            Sentences.list(component.remarks(), html);
        }
        Sentences.list(match.notes(), html);
    }

    private static void fields(ComponentMatch component, Html html) {
        Table table = Table.open(html, label("section.architecture"), "value", "base", "suspect", "compared", "rarity");
        for (FieldMatch field : component.fields()) {
            table.row(
                    label("value", field.field()),
                    new Name(field.base().orElse(Numbers.NOTHING)),
                    new Name(field.suspect().orElse(Numbers.NOTHING)),
                    label("value", field.outcome()),
                    rarity(field));
        }
        table.close();
    }

    private static Object rarity(FieldMatch field) {
        return field.rarity()
                .<Object>map(rarity -> label("rarity", rarity.same(), rarity.families()))
                .orElse(Numbers.NOTHING);
    }

    private static void kinds(ComponentMatch component, Html html) {
        Table table = Table.open(html, label("architecture.kinds"), "kind", "base", "suspect", "comparable", "reason");
        for (KindMatch kind : component.kinds()) {
            table.row(
                    kind.kind() == kind.suspectKind()
                            ? label("value", kind.kind())
                            : Message.of("architecture.kindWith", kind.kind(), kind.suspectKind()),
                    kind.base().toString(),
                    kind.suspect().toString(),
                    label("value", kind.comparability().degree()),
                    kind.comparability().reason());
        }
        table.close();
    }
}
