package dev.provenance.bench;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Who may use whom. The benchmarks see every published module, so the arrows are kept here. */
class ModuleArrowsTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.provenance");

    private static final String SAFETENSORS = "dev.provenance.safetensors..";
    private static final String TOKENIZER = "dev.provenance.tokenizer..";
    private static final String KERNEL = "dev.provenance.weights.internal.kernel..";
    private static final String VECTOR = "dev.provenance.weights.internal.kernel.vector..";
    private static final String BENCH = "dev.provenance.bench..";

    @Test
    void readersUseNoOtherModule() {
        noClasses()
                .that()
                .resideInAPackage(SAFETENSORS)
                .should()
                .dependOnClassesThat(resideInAPackage("dev.provenance..").and(not(resideInAPackage(SAFETENSORS))))
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage(TOKENIZER)
                .should()
                .dependOnClassesThat(resideInAPackage("dev.provenance..").and(not(resideInAPackage(TOKENIZER))))
                .check(CLASSES);
    }

    @Test
    void nothingUsesTheBenchmarks() {
        noClasses()
                .that()
                .resideOutsideOfPackage(BENCH)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(BENCH)
                .check(CLASSES);
    }

    @Test
    void onlyTheVectorKernelImportsTheVectorApi() {
        noClasses()
                .that()
                .resideOutsideOfPackages(VECTOR, BENCH)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jdk.incubator.vector..")
                .check(CLASSES);
        classes()
                .that()
                .haveSimpleName("VectorKernel")
                .should()
                .resideInAPackage(VECTOR)
                .andShould()
                .dependOnClassesThat()
                .resideInAPackage("jdk.incubator.vector..")
                .check(CLASSES);
    }

    @Test
    void theVectorKernelIsReachedByNameOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackages(VECTOR, BENCH)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(VECTOR)
                .check(CLASSES);
    }

    @Test
    void kernelsAreInternalToWeights() {
        noClasses()
                .that(not(resideInAnyPackage("dev.provenance.weights..", BENCH)))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(KERNEL)
                .check(CLASSES);
    }

    @Test
    void comparingTokenizersReadsNoFile() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "dev.provenance.tokenizer.compare..",
                        "dev.provenance.tokenizer.catalogue..",
                        "dev.provenance.tokenizer.encode..")
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage("java.nio.file..", "dev.provenance.tokenizer.internal.format.."))
                .check(CLASSES);
    }

    @Test
    void packagesFormNoCycle() {
        slices().matching("dev.provenance.(**)").should().beFreeOfCycles().check(CLASSES);
    }
}
