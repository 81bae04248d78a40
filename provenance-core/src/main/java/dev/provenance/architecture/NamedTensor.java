package dev.provenance.architecture;

import dev.provenance.safetensors.TensorView;
import java.util.Optional;

/** A stored tensor with what its name says; the rule is empty where none knows it. */
record NamedTensor(TensorView view, TensorRole role, Optional<NamingRule> rule) {

    NamedTensor with(TensorRole other) {
        return new NamedTensor(view, other, rule);
    }
}
