package dev.provenance.tokenizer.model;

/**
 * A token that was declared apart from the model's own vocabulary, or beside it.
 *
 * @param id its number
 * @param content its text
 * @param special whether it is a control token, or only added text
 * @param normalized whether it is looked for in normalised text
 * @param leftStrip whether it takes the spaces before it
 * @param rightStrip whether it takes the spaces behind it
 * @param singleWord whether it is found as a whole word only
 */
public record AddedToken(
        int id,
        String content,
        boolean special,
        boolean normalized,
        boolean leftStrip,
        boolean rightStrip,
        boolean singleWord) {

    /** A token without further conditions. */
    public static AddedToken of(int id, String content, boolean special) {
        return new AddedToken(id, content, special, false, false, false, false);
    }
}
