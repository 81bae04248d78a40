package dev.provenance.report.html;

import static dev.provenance.report.html.Html.label;

import dev.provenance.ProvenanceReport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Layers of both models by their principal components: a picture to look at, from which nothing follows. */
final class PictureSection implements Section {

    private final Function<ProvenanceReport, List<Point>> points;

    PictureSection(Function<ProvenanceReport, List<Point>> points) {
        this.points = points;
    }

    @Override
    public String id() {
        return "picture";
    }

    @Override
    public boolean isIn(ProvenanceReport report) {
        return !points.apply(report).isEmpty();
    }

    @Override
    public void write(ProvenanceReport report, Html html) {
        List<Point> all = points.apply(report);
        Map<String, List<Point>> byModel = new LinkedHashMap<>();
        all.forEach(point -> byModel.computeIfAbsent(point.model(), model -> new ArrayList<>())
                .add(point));
        html.element("p", label("picture.note"));
        Chart.write(
                html,
                "points",
                "pca",
                label("picture.shows"),
                data -> data.text("layer", label("column.layer").in(html.language()))
                        .objects(
                                "models",
                                List.copyOf(byModel.entrySet()),
                                (target, model) -> target.text("name", new Name(model.getKey()).inAChart())
                                        .whole(
                                                "layers",
                                                model.getValue().stream()
                                                        .map(Point::layer)
                                                        .toList())
                                        .numbers(
                                                "x",
                                                model.getValue().stream()
                                                        .mapToDouble(Point::x)
                                                        .toArray())
                                        .numbers(
                                                "y",
                                                model.getValue().stream()
                                                        .mapToDouble(Point::y)
                                                        .toArray())),
                target -> {
                    Table table = Table.open(target, label("section.picture"), "model", "#layer", "#x", "#y");
                    all.forEach(point -> table.row(new Name(point.model()), point.layer(), point.x(), point.y()));
                    table.close();
                });
    }
}
