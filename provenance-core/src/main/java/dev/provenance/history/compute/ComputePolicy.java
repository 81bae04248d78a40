package dev.provenance.history.compute;

/**
 * What is assumed where nothing is declared, and what counts as usual.
 *
 * @param utilisation share of a device's peak that training reaches, counted in the model's own operations. Published: GPT-3
 *     21 %, Gopher 33 %, PaLM 46 % (Chowdhery et al., arXiv 2204.02311, table 3), Llama 3.1 38 to 43 % (arXiv 2407.21783,
 *     table 4), up to 57 % (Narayanan et al., arXiv 2104.04473, with recomputation counted)
 * @param sequenceTokens length of training sequences: 2,048 (GPT-3), 4,096 (Llama 2, DeepSeek-V3), 8,192 (Llama 3.1)
 * @param fineTuningTokens tokens of a fine-tuning, from a small set of instructions to a large one
 */
public record ComputePolicy(Range utilisation, Range sequenceTokens, Range fineTuningTokens) {

    public ComputePolicy {
        if (!(utilisation.low() > 0 && utilisation.high() <= 1)) {
            throw new IllegalArgumentException(
                    "Compute policy utilisation: expected shares above 0 and up to 1, actual " + utilisation + ".");
        }
    }

    /** 20 to 60 % of the peak, sequences of 2,048 to 8,192 tokens, fine-tunings of a hundred million to ten billion tokens. */
    public static ComputePolicy defaults() {
        return new ComputePolicy(new Range(0.2, 0.6), new Range(2048, 8192), new Range(1e8, 1e10));
    }
}
