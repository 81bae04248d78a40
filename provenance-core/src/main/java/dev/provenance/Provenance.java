package dev.provenance;

/** The entry point: {@code Provenance.examine(suspect).against(base).run()}. */
public final class Provenance {

    private Provenance() {}

    /**
     * Begins an examination; nothing is read until {@link Examination#run()}.
     *
     * @param suspect the model under examination; stays open and is closed by whoever opened it
     */
    public static Examination examine(Model suspect) {
        return new Examination(suspect);
    }

    /** Version of this library, {@code development} where it does not run from its jar. */
    static String version() {
        String version = Provenance.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
