package dev.provenance.bench;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What users see names nothing that is internal, so that the internals can change. */
class ApiSurfaceTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.provenance");

    private static final String INTERNAL = "..internal..";
    private static final String BENCH = "dev.provenance.bench..";

    @Test
    void signaturesNameNoInternalType() {
        classes()
                .that()
                .arePublic()
                .and()
                .resideOutsideOfPackages(INTERNAL, BENCH)
                .should(nameNoInternalType())
                .check(CLASSES);
    }

    @Test
    void internalPackagesAreUsedByTheirOwnSubjectOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.provenance.weights..", BENCH)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.provenance.weights.internal..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.provenance.tokenizer..", BENCH)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.provenance.tokenizer.internal.format..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.provenance.report..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.provenance.report.internal..")
                .check(CLASSES);
    }

    private static ArchCondition<JavaClass> nameNoInternalType() {
        return new ArchCondition<>("name no internal type where a user sees it") {
            @Override
            public void check(JavaClass owner, ConditionEvents events) {
                Stream<JavaType> above = Stream.concat(owner.getSuperclass().stream(), owner.getInterfaces().stream());
                above.forEach(type -> report(owner, owner.getName(), type, events));
                for (JavaMember member : owner.getMembers()) {
                    if (isSeen(member)) {
                        types(member).forEach(type -> report(owner, member.getFullName(), type, events));
                    }
                }
            }
        };
    }

    private static boolean isSeen(JavaMember member) {
        return member.getModifiers().contains(JavaModifier.PUBLIC)
                || member.getModifiers().contains(JavaModifier.PROTECTED);
    }

    private static Stream<JavaType> types(JavaMember member) {
        return switch (member) {
            case JavaField field -> Stream.of(field.getType());
            case JavaCodeUnit code -> Stream.concat(Stream.of(code.getReturnType()), code.getParameterTypes().stream());
            default -> Stream.empty();
        };
    }

    private static void report(JavaClass owner, String place, JavaType type, ConditionEvents events) {
        Set<JavaClass> named = new HashSet<>(type.getAllInvolvedRawTypes());
        named.removeIf(each -> !each.getBaseComponentType().getPackageName().matches(".*\\binternal\\b.*"));
        for (JavaClass each : named) {
            events.add(SimpleConditionEvent.violated(owner, place + " names " + each.getName()));
        }
    }
}
