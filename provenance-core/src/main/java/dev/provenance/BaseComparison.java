package dev.provenance;

import dev.provenance.lineage.BaseConclusion;
import dev.provenance.lineage.Finding;
import dev.provenance.lineage.KindEffect;
import dev.provenance.lineage.MatchedUnits;
import dev.provenance.lineage.internal.exhibit.Exhibits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was found about one base of the panel.
 *
 * @param conclusion how the suspect relates to it
 * @param components how each component by itself does, the text model first, where others were tested too; empty where the
 *     tests are about the text model alone
 * @param findings what that rests on; of the nearest base also exhibits, which nothing rests on
 * @param effects direct measures of the text model before and after alignment, by kind of tensor
 * @param matched hidden units of the text model that match, by test, every layer of the base against every layer of the suspect
 * @param times of each test; differs between two runs
 */
public record BaseComparison(
        BaseConclusion conclusion,
        List<ComponentConclusion> components,
        List<Finding> findings,
        List<KindEffect> effects,
        List<MatchedUnits> matched,
        Map<String, Duration> times) {

    public BaseComparison {
        components = List.copyOf(components);
        findings = List.copyOf(findings);
        effects = List.copyOf(effects);
        matched = List.copyOf(matched);
        times = Collections.unmodifiableMap(new LinkedHashMap<>(times));
    }

    /** The conclusion about one component by itself; empty where it was not tested by itself. */
    Optional<BaseConclusion> of(String component) {
        return components.stream()
                .filter(one -> one.component().equals(component))
                .map(ComponentConclusion::conclusion)
                .findFirst();
    }

    /** With exhibits beside the findings, and the time that they took. */
    BaseComparison with(Exhibits exhibits) {
        List<Finding> all = new ArrayList<>(findings);
        all.addAll(exhibits.findings());
        Map<String, Duration> longer = new LinkedHashMap<>(times);
        longer.put("exhibits", exhibits.time());
        return new BaseComparison(conclusion, components, all, effects, matched, longer);
    }
}
