package dev.trainyard.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.trainyard.gateway");

    @Test
    void featuresAreFreeOfCycles() {
        slices().matching("dev.trainyard.gateway.(*)..")
                .should()
                .beFreeOfCycles()
                .because("a feature can be read, moved and deleted by itself")
                .check(CLASSES);
    }

    @Test
    void nothingKeepsAnEventLoopWaiting() {
        noClasses()
                .should()
                .callMethod(Thread.class, "sleep", long.class)
                .orShould()
                .callMethod(Object.class, "wait")
                .because("every thread here serves many clients")
                .check(CLASSES);
    }
}
