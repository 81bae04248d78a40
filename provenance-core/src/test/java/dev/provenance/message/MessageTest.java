package dev.provenance.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.provenance.lineage.Measure;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class MessageTest {

    @Test
    void constantsAndListsReadInTheReadersLanguage() {
        Message message = Message.of("message.verbatim", List.of(Measure.NORM_CORRELATION, "x"));

        assertThat(message.in(Locale.ENGLISH)).isEqualTo("correlation of norm weights, x");
        assertThat(message.in(Locale.KOREA)).isEqualTo("노름 가중치 상관, x");
        assertThat(message).hasToString("correlation of norm weights, x");
    }

    @Test
    void otherLanguagesReadEnglishWhateverTheMachineSpeaks() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.KOREA);
        try {
            assertThat(Message.of("message.verbatim", Measure.REPETITION).in(Locale.FRENCH))
                    .isEqualTo("repetition within the suspect");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void aValueIsNeverReadAsAPattern() {
        assertThat(Message.verbatim("100 %s {0} <b>")).hasToString("100 %s {0} <b>");
    }

    @Test
    void whatNoBundleHasIsRefused() {
        assertThatThrownBy(() -> Message.of("message.unheardOf"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Key of a message: expected one of a bundle, actual 'message.unheardOf'.");
        assertThatThrownBy(() -> Message.of("message.verbatim", new Object()))
                .hasMessageContaining("actual java.lang.Object");
    }
}
