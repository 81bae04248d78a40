package dev.provenance.lineage;

/** What a finding speaks for or against. */
public enum Claim {
    /** The models share trained weights. */
    WEIGHTS_RELATED,
    /** The models share a part, an embedding, a head or a tower, whatever the rest is. */
    PART_SHARED,
    /** The models share initial random numbers. */
    INITIALISATION_SHARED,
    /** The suspect is the later one of the two. */
    SUSPECT_IS_LATER,
    /** The suspect is made of copies of its own parts: layers of layers, experts of one another. */
    REPEATS_ITSELF,
    /** The tokenizers have a common origin. */
    TOKENIZER_RELATED,
    /** The models are built alike, as far as both are known. */
    ARCHITECTURE_EQUAL,
    /** The suspect behaves more like the base than controls do. Speaks of outputs alone; no verdict on weights rests on it. */
    BEHAVES_ALIKE,
    /** What is presented as the suspect's training is one run that ends in it. */
    HISTORY_CONSISTENT,
    /** What is declared of the suspect's training can be, by arithmetic. */
    COMPUTE_PLAUSIBLE,
    /** Nothing: a measure that misleads or that needs a reader's eye, shown with its null because it is often quoted. */
    EXHIBIT
}
