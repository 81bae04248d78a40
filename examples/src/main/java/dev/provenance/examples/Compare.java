package dev.provenance.examples;

import dev.provenance.Examination;
import dev.provenance.Model;
import dev.provenance.Progress;
import dev.provenance.Provenance;
import dev.provenance.ProvenanceReport;
import dev.provenance.report.HtmlReport;
import dev.provenance.report.JsonReport;
import dev.provenance.report.TextReport;
import dev.provenance.safetensors.ArchiveFile;
import dev.provenance.safetensors.ReadOptions;
import dev.provenance.weights.Sampling;
import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Compares two models and prints the verdict. Exit code 0 when a comparison was made, 2 with one line on standard error
 * for bad input. Without arguments it compares two of the sample models.
 */
@Command(
        name = Compare.NAME,
        mixinStandardHelpOptions = true,
        version = "provenance 0.1.0-SNAPSHOT",
        description =
                "Do the weights of SUSPECT come from BASE? Both are folders in Hugging Face layout, an index, or one"
                        + " safetensors file. Without them: the sample models.")
public final class Compare implements Callable<Integer> {

    static final String NAME = "compare";
    /** Log entries on one line each, unless the user wants them otherwise. */
    private static final String LOG_FORMAT = "java.util.logging.SimpleFormatter.format";

    private static final Path SAMPLES = Path.of("examples", "models");

    @Parameters(index = "0", arity = "0..1", paramLabel = "BASE", description = "the model that may be the origin")
    private @Nullable Path base;

    @Parameters(index = "1", arity = "0..1", paramLabel = "SUSPECT", description = "the model under examination")
    private @Nullable Path suspect;

    @Option(names = "--json", paramLabel = "FILE", description = "write the whole report as JSON")
    private @Nullable Path json;

    @Option(names = "--html", paramLabel = "FILE", description = "write the report as a page that opens offline")
    private @Nullable Path html;

    @Option(names = "--lang", paramLabel = "en|ko", description = "language of what people read (default: en)")
    private Language language = Language.en;

    @Option(names = "--also", paramLabel = "BASE", description = "a further possible origin, or a control (repeatable)")
    private List<Path> furtherBases = List.of();

    @Option(
            names = "--base-first",
            description = "BASE is known to be older than SUSPECT; weights alone often do not tell")
    private boolean baseFirst;

    @Option(names = "--parallelism", paramLabel = "N", description = "worker threads (default: all processors)")
    private @Nullable Integer parallelism;

    @Option(names = "--sample", paramLabel = "FRACTION", description = "read this share of each tensor (default: all)")
    private @Nullable Double sample;

    @Option(names = "--seed", paramLabel = "N", description = "chooses what --sample reads (default: 0)")
    private @Nullable Long seed;

    @Option(names = "--digests", description = "digest every tensor, and count those of equal bytes")
    private boolean digests;

    @Option(names = "--max-tensors", paramLabel = "N", description = "tensors that a model may have (default: 100000)")
    private @Nullable Integer maxTensors;

    @Option(names = "--copy", description = "read files instead of mapping them, where they may change meanwhile")
    private boolean copy;

    @Option(names = "--lenient", description = "read what the reference accepts although its specification forbids it")
    private boolean lenient;

    @Mixin
    private final ClaimOptions claims = new ClaimOptions();

    /** Languages of a report, as they are typed. */
    enum Language {
        en(Locale.ENGLISH),
        ko(Locale.KOREAN);

        private final Locale locale;

        Language(Locale locale) {
            this.locale = locale;
        }
    }

    private Compare() {}

    public static void main(String[] args) {
        if (System.getProperty(LOG_FORMAT) == null) {
            System.setProperty(LOG_FORMAT, "%4$s: %5$s%n");
        }
        System.exit(run(args));
    }

    static int run(String... args) {
        return BadInput.guard(NAME, new CommandLine(new Compare())).execute(args);
    }

    private static int fail(String message) {
        return BadInput.fail(NAME, message);
    }

    /** Refuses, before anything is compared, a report that could not be written or would replace what is compared. */
    private static void checkTarget(String option, Path target, Model... models) throws IOException {
        Path folder = target.toAbsolutePath().getParent();
        if (folder == null || Files.isDirectory(target) || !Files.isDirectory(folder)) {
            throw new IllegalArgumentException(
                    option + ": expected the name of a file in a folder that exists, actual " + target + ".");
        }
        for (Model model : models) {
            for (ArchiveFile file : model.weights().files()) {
                if (Files.exists(target) && Files.isSameFile(target, file.path())) {
                    throw new IllegalArgumentException(
                            option + ": expected another file than the models', actual " + target + ".");
                }
            }
        }
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (seed != null && sample == null) {
            return fail("--seed " + seed + " chooses what --sample reads; --sample is not given.");
        }
        if (digests && sample != null) {
            return fail("--digests reads everything, --sample " + sample + " does not; give one of them.");
        }
        if (base == null) {
            return compareSamples();
        }
        if (suspect == null) {
            return fail("BASE and SUSPECT belong together; only BASE is given: " + base + ".");
        }
        show(compare(base, suspect));
        return 0;
    }

    private void show(ProvenanceReport report) throws IOException {
        System.out.print(TextReport.toString(report, language.locale));
        if (json != null) {
            JsonReport.write(report, json);
        }
        if (html != null) {
            HtmlReport.write(report, html, language.locale);
        }
    }

    private int compareSamples() throws IOException, InterruptedException {
        if (!Files.isDirectory(SAMPLES)) {
            return fail("no BASE and SUSPECT given, and no sample models in " + SAMPLES.toAbsolutePath()
                    + ". Run it from the project's folder, or name two models.");
        }
        System.out.println("Sample models: alder-ft was fine-tuned from alder, birch trained apart.");
        System.out.println();
        baseFirst = true;
        show(compare(SAMPLES.resolve("alder"), SAMPLES.resolve("alder-ft")));
        ProvenanceReport lookAlike = compare(SAMPLES.resolve("alder"), SAMPLES.resolve("birch"));
        System.out.println();
        System.out.println("The same for birch: " + lookAlike.verdict().relation() + ".");
        return 0;
    }

    private ProvenanceReport compare(Path basePath, Path suspectPath) throws IOException, InterruptedException {
        ReadOptions options = readOptions();
        List<Model> bases = new ArrayList<>();
        try (Model examined = Model.open(suspectPath, options)) {
            bases.add(Model.open(basePath, options));
            for (Path further : furtherBases) {
                bases.add(Model.open(further, options));
            }
            Model[] models = Stream.concat(bases.stream(), Stream.of(examined)).toArray(Model[]::new);
            if (json != null) {
                checkTarget("--json", json, models);
            }
            if (html != null) {
                checkTarget("--html", html, models);
            }
            Examination examination = Provenance.examine(examined).against(bases.toArray(Model[]::new));
            claims.apply(examination, examined, bases);
            if (baseFirst) {
                examination.cameFirst(bases.getFirst());
            }
            if (parallelism != null) {
                examination.parallelism(parallelism);
            }
            if (sample != null) {
                examination.sampling(sampling(sample));
            }
            if (digests) {
                examination.digests();
            }
            if (Optional.ofNullable(System.console())
                    .filter(Console::isTerminal)
                    .isPresent()) {
                examination.onProgress(Compare::show);
            }
            return examination.run();
        } finally {
            bases.forEach(Model::close);
        }
    }

    private Sampling sampling(double fraction) {
        Sampling sampling = Sampling.fraction(fraction);
        return seed == null ? sampling : sampling.seed(seed);
    }

    private ReadOptions readOptions() {
        ReadOptions options = ReadOptions.defaults().withLenient(lenient);
        if (copy) {
            options = options.withAccess(ReadOptions.Access.COPIED);
        }
        return maxTensors == null ? options : options.withMaxTensors(maxTensors);
    }

    private static void show(Progress progress) {
        String left = progress.timeLeft()
                .map(time -> String.format(Locale.ROOT, ", %d s left", time.toSeconds()))
                .orElse("");
        String line = String.format(Locale.ROOT, "%3.0f %%%s", 100 * progress.share(), left);
        System.err.printf("\r%-24s%s", line, progress.share() < 1 ? "" : "\r" + " ".repeat(24) + "\r");
    }
}
