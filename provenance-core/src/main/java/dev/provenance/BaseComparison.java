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

/**
 * What was found about one base of the panel.
 *
 * @param conclusion how the suspect relates to it
 * @param findings what that rests on; of the nearest base also exhibits, which nothing rests on
 * @param effects direct measures before and after alignment, by kind of tensor
 * @param matched hidden units that match, by test, every layer of the base against every layer of the suspect
 * @param times of each test; differs between two runs
 */
public record BaseComparison(
        BaseConclusion conclusion,
        List<Finding> findings,
        List<KindEffect> effects,
        List<MatchedUnits> matched,
        Map<String, Duration> times) {

    public BaseComparison {
        findings = List.copyOf(findings);
        effects = List.copyOf(effects);
        matched = List.copyOf(matched);
        times = Collections.unmodifiableMap(new LinkedHashMap<>(times));
    }

    /** With exhibits beside the findings, and the time that they took. */
    BaseComparison with(Exhibits exhibits) {
        List<Finding> all = new ArrayList<>(findings);
        all.addAll(exhibits.findings());
        Map<String, Duration> longer = new LinkedHashMap<>(times);
        longer.put("exhibits", exhibits.time());
        return new BaseComparison(conclusion, all, effects, matched, longer);
    }
}
