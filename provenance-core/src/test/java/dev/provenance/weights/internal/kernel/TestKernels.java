package dev.provenance.weights.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** The kernels that this JVM can run. */
public final class TestKernels {

    public static final PairKernel SCALAR = new ScalarKernel();

    private static final List<PairKernel> ALL = hasVectorModule() ? List.of(SCALAR, load()) : List.of(SCALAR);

    private TestKernels() {}

    /** The scalar kernel, and the vector kernel where its module is present. */
    public static List<PairKernel> all() {
        return ALL;
    }

    /** The vector kernel; skips the test, saying so, where its module is absent. */
    public static PairKernel vector() {
        assumeTrue(hasVectorModule(), "the module jdk.incubator.vector is not present: nothing to hold against scalar");
        return ALL.getLast();
    }

    /** What {@link PairSummer} makes of a pair; fails if the kernels do not agree in every bit. */
    public static PairMoments moments(Numbers base, Numbers suspect) {
        PairMoments scalar = moments(SCALAR, base, suspect);
        for (PairKernel kernel : ALL) {
            assertThat(moments(kernel, base, suspect)).as(kernel.name()).isEqualTo(scalar);
        }
        return scalar;
    }

    /** What {@link PairSummer} makes of a pair with this kernel. As a record it compares its doubles by their bits. */
    static PairMoments moments(PairKernel kernel, Numbers base, Numbers suspect) {
        assertThat(suspect.count()).as("length of both").isEqualTo(base.count());
        MomentAccumulator moments = new MomentAccumulator();
        new PairSummer(kernel)
                .add(base.segment(), base.dtype(), suspect.segment(), suspect.dtype(), base.count(), moments);
        return moments.toMoments();
    }

    /** Floats as a file holds them. */
    public static MemorySegment floats(float... numbers) {
        return Arena.ofAuto().allocate(4L * numbers.length, 64).copyFrom(MemorySegment.ofArray(numbers));
    }

    private static boolean hasVectorModule() {
        return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    }

    /** By name: without the module the class does not link. */
    private static PairKernel load() {
        try {
            return Class.forName("dev.provenance.weights.internal.kernel.vector.VectorKernel")
                    .asSubclass(PairKernel.class)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("The vector kernel could not be loaded", e);
        }
    }
}
