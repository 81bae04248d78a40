package dev.provenance.tokenizer.compare;

import dev.provenance.tokenizer.encode.EncodingComparison;
import java.util.Optional;

/**
 * What two tokenizers have in common. A is the base's, B the suspect's. Holds neither tokenizer.
 *
 * @param a the base's tokenizer
 * @param b the suspect's tokenizer
 * @param tokens the tokens of all kinds, as bytes
 * @param text the tokens that are text, without those that are special or written like special ones
 * @param ids the ids of the tokens in common
 * @param early A's learned tokens, the first 1,000 and the others
 * @param merges the merges; empty if one of them has none, as tiktoken and SentencePiece files
 * @param declared special tokens by role, normaliser, pre-tokenizer and settings
 * @param scripts vocabularies by script, and the largest groups that one side alone has
 * @param relation the relation and its reasons
 * @param encodings how both encode the probe text, or why that was not compared
 */
public record TokenizerComparison(
        TokenizerSummary a,
        TokenizerSummary b,
        Overlap tokens,
        Overlap text,
        IdAgreement ids,
        EarlyTokens early,
        Optional<MergeAgreement> merges,
        DeclaredRules declared,
        ScriptCounts scripts,
        RelationFinding relation,
        EncodingComparison encodings) {}
