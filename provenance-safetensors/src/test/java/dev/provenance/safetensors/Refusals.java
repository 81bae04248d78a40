package dev.provenance.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Checks refusals as a user sees them: one line with file, rule, expected, actual and remedy. */
final class Refusals {
    private Refusals() {}

    static SafetensorsException opening(Path path, Rule rule, String... parts) {
        return opening(path, ReadOptions.defaults(), rule, parts);
    }

    static SafetensorsException opening(Path path, ReadOptions options, Rule rule, String... parts) {
        return of(() -> TensorArchive.open(path, options).close(), rule, parts);
    }

    static SafetensorsException of(ThrowingCallable action, Rule rule, String... parts) {
        Throwable thrown = catchThrowable(action);
        assertThat(thrown).isInstanceOf(SafetensorsException.class);
        SafetensorsException refusal = (SafetensorsException) thrown;
        assertThat(refusal.rule()).as(refusal.getMessage()).isEqualTo(rule);
        assertThat(refusal.getMessage())
                .startsWith(refusal.file() + ": ")
                .contains(": " + rule.text() + ": expected " + refusal.expected() + ", actual " + refusal.actual())
                .endsWith(". " + refusal.remedy())
                .doesNotContain("\n");
        assertThat(refusal.remedy()).endsWith(".");
        for (String part : parts) {
            assertThat(refusal.getMessage()).contains(part);
        }
        return refusal;
    }
}
