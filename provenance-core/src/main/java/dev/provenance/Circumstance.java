package dev.provenance;

import dev.provenance.message.Message;

/**
 * One line of the table of circumstances: what tables of descent were made of before weights were tested, vocabulary and
 * merges, special tokens, sizes of the architecture. Circumstances decide nothing: they are read off a finished report, and
 * models of one architecture and tokenizer can share nothing.
 *
 * @param subject what is compared
 * @param base the base's value, or what is shared
 * @param suspect the suspect's value, or what is shared
 * @param bits of an agreement, how rare it is: log₂ of the odds among families of known models, at most the logarithm of their
 *     number plus one; NaN where no table of known models tells
 * @param stars weight among circumstances, 0 to 5: of architectures one for each whole bit; of tokenizers by the share in
 *     common, 3 above 98 %, 2 from 90 %, 1 from 50 %
 */
public record Circumstance(Message subject, Message base, Message suspect, double bits, int stars) {

    /** Largest number of stars. */
    public static final int MOST_STARS = 5;
}
