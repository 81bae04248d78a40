package dev.provenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Models that tests compare: the samples that come with the project, and real data where it is at hand. */
public final class TestModels {

    private TestModels() {}

    /** A sample model of the project. */
    public static Path sample(String name) {
        @Nullable String samples = System.getProperty("provenance.samples");
        assertThat(samples).as("system property provenance.samples").isNotNull();
        return Path.of(String.valueOf(samples), name);
    }

    /** A path below the data folder; skips the test, saying so, where there is none. */
    public static Path data(String first, String... more) {
        @Nullable String data = System.getProperty("provenance.data");
        assumeTrue(data != null, "provenance.data is not set: tests on real data are skipped");
        return Path.of(String.valueOf(data)).resolve(Path.of(first, more));
    }

    /** Examines one folder against another with default settings. */
    public static ProvenanceReport examine(Path base, Path suspect) throws IOException, InterruptedException {
        try (Model origin = Model.open(base);
                Model examined = Model.open(suspect)) {
            return Provenance.examine(examined).against(origin).run();
        }
    }

    /** As {@link #examine}, with the knowledge that the base is older. */
    public static ProvenanceReport examineKnowingTheOrder(Path base, Path suspect)
            throws IOException, InterruptedException {
        try (Model origin = Model.open(base);
                Model examined = Model.open(suspect)) {
            return Provenance.examine(examined)
                    .against(origin)
                    .cameFirst(origin)
                    .run();
        }
    }
}
