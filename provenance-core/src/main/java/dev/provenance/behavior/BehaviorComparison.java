package dev.provenance.behavior;

import dev.provenance.lineage.Finding;
import java.util.List;

/**
 * Whether the suspect behaves more like one base than like any control.
 *
 * @param base name of the base
 * @param prompts different prompts that the suspect, the base and all its controls answered, in one form
 * @param agreement share of them with equal outputs of suspect and base; NaN where there are none
 * @param commonBeginning mean share of the longer output that suspect and base begin with in common, in code points; NaN
 *     where there are none. Of whole texts it tells more than equality
 * @param controls each control, and each other base as a control
 * @param finding what follows
 */
public record BehaviorComparison(
        String base,
        int prompts,
        double agreement,
        double commonBeginning,
        List<ControlComparison> controls,
        Finding finding) {

    /** Copies the list. */
    public BehaviorComparison {
        controls = List.copyOf(controls);
    }
}
