package dev.provenance.weights.kernel;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Locale;

/**
 * Which kernel this process uses, chosen once: on HotSpot with its optimising compiler and with the module
 * {@code jdk.incubator.vector} present the vector kernel, else the scalar one with one log line that names the flag.
 * The system property {@value #PROPERTY} ({@code vector}, {@code scalar}, {@code auto}) forces either.
 */
public final class Kernels {

    public static final String PROPERTY = "provenance.kernel";

    private static final String MODULE = "jdk.incubator.vector";
    private static final String VECTOR_KERNEL = "dev.provenance.weights.kernel.vector.VectorKernel";

    private static final long WORTH_COMPILING = 1L << 22;

    private Kernels() {}

    /** The kernel of this process. */
    public static PairKernel chosen() {
        return Holder.CHOSEN;
    }

    /**
     * The kernel for a run over this many pairs of elements: a small run is over before vector code is compiled, and
     * cold vector code is slow. The bits are the same.
     */
    public static PairKernel forElements(long elements) {
        PairKernel chosen = chosen();
        return elements < WORTH_COMPILING && System.getProperty(PROPERTY) == null ? Holder.SCALAR : chosen;
    }

    private static final class Holder {
        static final PairKernel SCALAR = new ScalarKernel();
        static final PairKernel CHOSEN = choose(System.getProperty(PROPERTY, "auto"));
    }

    static PairKernel choose(String wanted) {
        return switch (wanted.toLowerCase(Locale.ROOT)) {
            case "scalar" -> Holder.SCALAR;
            case "vector" -> vector();
            case "auto" -> automatic();
            default ->
                throw new IllegalArgumentException(
                        "System property " + PROPERTY + ": expected vector, scalar or auto, actual '" + wanted + "'.");
        };
    }

    private static PairKernel automatic() {
        Logger logger = System.getLogger("dev.provenance");
        if (!moduleIsPresent()) {
            logger.log(
                    Level.WARNING,
                    "Comparing with the scalar kernel, several times slower with the same results: start Java with"
                            + " --add-modules {0} for the vector kernel.",
                    MODULE);
            return Holder.SCALAR;
        }
        String compiler = System.getProperty("java.vm.name", "") + " " + System.getProperty("java.vm.info", "");
        boolean hotSpot = compiler.contains("HotSpot") || compiler.contains("OpenJDK");
        if (!hotSpot || compiler.contains("interpreted mode") || compiler.contains("emulated-client")) {
            logger.log(
                    Level.WARNING,
                    "Comparing with the scalar kernel: the Vector API is slow without HotSpot''s optimising compiler"
                            + " (this is {0}). -D" + PROPERTY + "=vector forces it.",
                    compiler);
            return Holder.SCALAR;
        }
        return vector();
    }

    private static boolean moduleIsPresent() {
        return ModuleLayer.boot().findModule(MODULE).isPresent();
    }

    /** Loaded by name: without the module its class does not link. */
    private static PairKernel vector() {
        if (!moduleIsPresent()) {
            throw new IllegalStateException("System property " + PROPERTY + "=vector: the module " + MODULE
                    + " is not present. Start Java with --add-modules " + MODULE + ".");
        }
        try {
            return Class.forName(VECTOR_KERNEL)
                    .asSubclass(PairKernel.class)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("The vector kernel could not be loaded", e);
        }
    }
}
