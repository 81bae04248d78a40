package dev.provenance.weights.internal.kernel;

import java.lang.System.Logger.Level;
import java.util.Locale;

/**
 * Which kernel this process uses, chosen once: on HotSpot with its optimising compiler and with the module
 * {@code jdk.incubator.vector} present the vector kernel, else the scalar one with one log line that says why.
 * The system property {@value #PROPERTY} ({@code vector}, {@code scalar}, {@code auto}) forces either.
 */
public final class Kernels {

    public static final String PROPERTY = "provenance.kernel";

    private static final String MODULE = "jdk.incubator.vector";
    private static final String VECTOR_KERNEL = "dev.provenance.weights.internal.kernel.vector.VectorKernel";

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

    /** An unknown wish counts as {@code auto}, with a log line: a typing error must not end a long run. */
    static PairKernel choose(String wanted) {
        return switch (wanted.toLowerCase(Locale.ROOT)) {
            case "scalar" -> Holder.SCALAR;
            case "vector" -> vectorOrScalar(false);
            case "auto" -> vectorOrScalar(true);
            default -> {
                warn("System property " + PROPERTY + ": expected vector, scalar or auto, actual '" + wanted
                        + "'; taken as auto.");
                yield vectorOrScalar(true);
            }
        };
    }

    private static PairKernel vectorOrScalar(boolean onlyIfFast) {
        if (ModuleLayer.boot().findModule(MODULE).isEmpty()) {
            warn("Comparing with the scalar kernel, several times slower with the same results: start Java with"
                    + " --add-modules " + MODULE + " for the vector kernel.");
            return Holder.SCALAR;
        }
        String machine = System.getProperty("java.vm.name", "") + " " + System.getProperty("java.vm.info", "");
        boolean hotSpot = machine.contains("HotSpot") || machine.contains("OpenJDK");
        boolean fast = hotSpot && !machine.contains("interpreted mode") && !machine.contains("emulated-client");
        if (onlyIfFast && !fast) {
            warn(
                    "Comparing with the scalar kernel: the Vector API is slow without HotSpot's optimising compiler (this is "
                            + machine + "). -D" + PROPERTY + "=vector forces it.");
            return Holder.SCALAR;
        }
        try {
            return Class.forName(VECTOR_KERNEL)
                    .asSubclass(PairKernel.class)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException | LinkageError e) {
            // Vectors of less than 128 bits, or an API that moved: the same results, slower.
            warn("Comparing with the scalar kernel: the vector kernel does not run here (" + e + ").");
            return Holder.SCALAR;
        }
    }

    private static void warn(String message) {
        System.getLogger("dev.provenance").log(Level.WARNING, message);
    }
}
