package dev.provenance.tokenizer.catalogue;

/**
 * A known tokenizer that two others hold parts of, in its order.
 *
 * @param inA how much of it A holds
 * @param inB how much of it B holds
 */
public record CommonAncestor(Descent inA, Descent inB) {

    public String name() {
        return inA.known().name();
    }

    /** The smaller of both containments. */
    public double containment() {
        return Math.min(inA.containment(), inB.containment());
    }
}
