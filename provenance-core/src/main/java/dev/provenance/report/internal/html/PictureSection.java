package dev.provenance.report.internal.html;

import static dev.provenance.report.internal.html.Html.label;

import dev.provenance.ProvenanceReport;
import dev.provenance.lineage.LayerPicture;
import dev.provenance.lineage.LayerPicture.Point;
import dev.provenance.lineage.LayerPicture.Side;
import java.util.List;

/** Layers of both models by their principal components: a picture to look at, from which nothing follows. */
final class PictureSection implements Section {

    @Override
    public String id() {
        return "picture";
    }

    @Override
    public boolean isIn(ProvenanceReport report) {
        return report.picture().isPresent();
    }

    @Override
    public void write(ProvenanceReport report, Html html) {
        LayerPicture picture = report.picture().orElseThrow();
        html.element(
                "p",
                label(
                        "picture.note",
                        100 * picture.firstShare(),
                        100 * picture.secondShare(),
                        picture.features().size()));
        Chart.write(
                html,
                "points",
                "pca",
                label("picture.shows"),
                data -> data.text("layer", label("column.layer").in(html.language()))
                        .objects("models", List.of(Side.values()), (target, side) -> {
                            List<Point> points = of(picture, side);
                            target.text("name", name(report, side).inAChart())
                                    .whole(
                                            "layers",
                                            points.stream().map(Point::layer).toList())
                                    .numbers(
                                            "x",
                                            points.stream()
                                                    .mapToDouble(Point::x)
                                                    .toArray())
                                    .numbers(
                                            "y",
                                            points.stream()
                                                    .mapToDouble(Point::y)
                                                    .toArray());
                        }),
                target -> {
                    Table table = Table.open(target, label("section.picture"), "model", "#layer", "#x", "#y");
                    picture.points()
                            .forEach(point ->
                                    table.row(name(report, point.side()), point.layer(), point.x(), point.y()));
                    table.close();
                });
    }

    private static List<Point> of(LayerPicture picture, Side side) {
        return picture.points().stream().filter(point -> point.side() == side).toList();
    }

    private static Name name(ProvenanceReport report, Side side) {
        return new Name(
                side == Side.BASE ? report.verdict().base() : report.suspect().name());
    }
}
