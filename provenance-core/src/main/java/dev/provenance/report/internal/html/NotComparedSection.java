package dev.provenance.report.internal.html;

import static dev.provenance.report.internal.html.Html.label;

import dev.provenance.ProvenanceReport;
import dev.provenance.message.Message;
import dev.provenance.weights.NotCompared;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tensors that were not compared, with the reason; of very many with one reason the first. */
final class NotComparedSection implements Section {

    /** Tensors that are named, of all reasons together. */
    private static final int NAMED = 1000;
    /** Reasons; each may name the shapes of its tensor. */
    private static final int REASONS = 200;

    @Override
    public String id() {
        return "not-compared";
    }

    @Override
    public void write(ProvenanceReport report, Html html) {
        if (report.notCompared().isEmpty()) {
            html.element("p", label("notcompared.none"));
            return;
        }
        Map<Reason, List<NotCompared>> byReason = new LinkedHashMap<>();
        for (NotCompared tensor : report.notCompared()) {
            byReason.computeIfAbsent(new Reason(tensor.owner(), tensor.reason()), reason -> new ArrayList<>())
                    .add(tensor);
        }
        html.element("p", label("notcompared.count", report.notCompared().size(), byReason.size()));
        List<Map.Entry<Reason, List<NotCompared>>> reasons =
                byReason.entrySet().stream().limit(REASONS).toList();
        int each = NAMED / reasons.size();
        reasons.forEach(entry -> write(entry.getKey(), entry.getValue(), each, html));
        if (byReason.size() > REASONS) {
            html.element("p", label("notcompared.more", byReason.size() - REASONS), "class", "note");
        }
    }

    private record Reason(NotCompared.Owner owner, Message text) {}

    private static void write(Reason reason, List<NotCompared> tensors, int named, Html html) {
        html.open("details", "class", "list")
                .open("summary")
                .element("span", label("notcompared.reason", reason.owner(), tensors.size(), reason.text()))
                .close();
        Table table = Table.open(html, label("section.not-compared"), "tensor", "shape", "dtype");
        tensors.stream()
                .limit(named)
                .forEach(tensor -> table.row(
                        new Name(tensor.name()),
                        tensor.shape().toString(),
                        tensor.dtype().name()));
        table.close();
        if (tensors.size() > named) {
            html.element("p", label("notcompared.rest", tensors.size() - named), "class", "note");
        }
        html.close();
    }
}
