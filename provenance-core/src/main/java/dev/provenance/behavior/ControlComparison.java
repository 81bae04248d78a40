package dev.provenance.behavior;

/**
 * A base held against one control, from both sides. A control that is near the base must not be nearer to it than the
 * suspect is, and the suspect must not be as near to the control as to the base: one side alone would accuse any model that
 * answers well.
 *
 * @param control name of the control
 * @param onSuspect the base's agreement with the suspect against the control's with the suspect
 * @param onBase the suspect's agreement with the base against the control's with the base
 */
public record ControlComparison(String control, PairedAgreement onSuspect, PairedAgreement onBase) {

    /** Decimal logarithm of the larger p-value, corrected. */
    public double adjustedLog10P() {
        return Math.max(onSuspect.adjustedLog10P(), onBase.adjustedLog10P());
    }

    /** The larger share of the control's two agreements. */
    public double agreement() {
        return Math.max(onSuspect.second(), onBase.second());
    }
}
