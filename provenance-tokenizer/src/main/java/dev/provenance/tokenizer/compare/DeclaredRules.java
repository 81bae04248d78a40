package dev.provenance.tokenizer.compare;

import dev.provenance.tokenizer.model.SpecialRole;
import dev.provenance.tokenizer.model.TokenizerModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What both tokenizers declare.
 *
 * @param roles special tokens by role, for each role that either declares
 * @param rules type, normaliser, pre-tokenizer and settings, for each that either declares
 */
public record DeclaredRules(List<Role> roles, List<Rule> rules) {

    /**
     * The special tokens of one role.
     *
     * @param role the role
     * @param a A's tokens for it
     * @param b B's tokens for it
     */
    public record Role(SpecialRole role, List<String> a, List<String> b) {

        public Role {
            a = List.copyOf(a);
            b = List.copyOf(b);
        }
    }

    /**
     * One rule, as JSON.
     *
     * @param name what it is about
     * @param a A's, empty if it declares none
     * @param b B's, empty if it declares none
     */
    public record Rule(String name, Optional<String> a, Optional<String> b) {

        public boolean isEqual() {
            return a.equals(b);
        }
    }

    public DeclaredRules {
        roles = List.copyOf(roles);
        rules = List.copyOf(rules);
    }

    static DeclaredRules of(TokenizerModel first, TokenizerModel second) {
        List<Role> roles = new ArrayList<>();
        for (SpecialRole role : SpecialRole.values()) {
            List<String> a = first.roles().getOrDefault(role, List.of());
            List<String> b = second.roles().getOrDefault(role, List.of());
            if (!a.isEmpty() || !b.isEmpty()) {
                roles.add(new Role(role, a, b));
            }
        }
        List<Rule> rules = new ArrayList<>();
        rules.add(new Rule(
                "normalizer", first.rules().normalizer(), second.rules().normalizer()));
        rules.add(new Rule(
                "pre_tokenizer", first.rules().preTokenizer(), second.rules().preTokenizer()));
        TreeSet<String> settings = new TreeSet<>(first.rules().settings().keySet());
        settings.addAll(second.rules().settings().keySet());
        for (String setting : settings) {
            rules.add(new Rule(
                    setting,
                    Optional.ofNullable(first.rules().settings().get(setting)),
                    Optional.ofNullable(second.rules().settings().get(setting))));
        }
        return new DeclaredRules(
                roles,
                rules.stream()
                        .filter(rule -> rule.a().isPresent() || rule.b().isPresent())
                        .toList());
    }
}
