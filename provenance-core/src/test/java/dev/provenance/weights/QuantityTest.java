package dev.provenance.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.provenance.message.Message;
import org.junit.jupiter.api.Test;

class QuantityTest {

    @Test
    void itHasAFiniteNumberOrAReason() {
        assertThatIllegalArgumentException().isThrownBy(() -> Quantity.of(Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> Quantity.of(Double.POSITIVE_INFINITY));
        assertThatIllegalArgumentException().isThrownBy(() -> new Quantity(1, Message.verbatim("why")));
        assertThat(Quantity.of(0.5).value()).isEqualTo(0.5);
        assertThat(Quantity.of(0.5).undefinedBecause()).isEmpty();
    }

    @Test
    void theValueOfAnUndefinedOneIsRefusedWithItsReason() {
        Quantity undefined = Quantity.undefined(Message.of("weights.baseAllZero"));
        assertThat(undefined.isDefined()).isFalse();
        assertThat(undefined.undefinedBecause().map(Object::toString)).contains("base is all zero");
        assertThatIllegalStateException().isThrownBy(undefined::value).withMessageContaining("base is all zero");
    }
}
