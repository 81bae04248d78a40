/**
 * Front door: open models, examine one against another, read the verdict.
 *
 * <pre>{@code
 * try (Model base = Model.open(Path.of("base"));
 *         Model suspect = Model.open(Path.of("suspect"))) {
 *     ProvenanceReport report = Provenance.examine(suspect).against(base).run();
 *     System.out.println(report.verdict().relation());
 * }
 * }</pre>
 */
@NullMarked
package dev.provenance;

import org.jspecify.annotations.NullMarked;
