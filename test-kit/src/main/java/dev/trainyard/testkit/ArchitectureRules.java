package dev.trainyard.testkit;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.sse.SseEventSink;

/** What holds for the code of every module, checked from its compiled classes. */
public final class ArchitectureRules {

    private ArchitectureRules() {}

    /** Checks the classes of {@code rootPackage}, whose sub-packages are the features. */
    public static void check(String rootPackage) {
        JavaClasses classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                // With the kits, which have not each got such a test.
                .importPackages(rootPackage, "dev.trainyard.http", "dev.trainyard.kit");

        slices().matching(rootPackage + ".(*)..")
                .should()
                .beFreeOfCycles()
                .because("a feature can be read, moved and deleted by itself")
                .check(classes);
        noClasses()
                .should()
                .haveSimpleNameEndingWith("Impl")
                .orShould()
                .haveSimpleNameEndingWith("Manager")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .orShould()
                .haveSimpleNameEndingWith("Util")
                .orShould()
                .haveSimpleNameEndingWith("Utils")
                .because("such a name says nothing of what the class is responsible for")
                .check(classes);
        noClasses()
                .should()
                .callMethod(Thread.class, "sleep", long.class)
                .because("an event can be awaited")
                .check(classes);
        methods()
                .that()
                .areAnnotatedWith(Path.class)
                .should()
                .bePublic()
                .allowEmptyShould(true)
                .because("interceptors do not see others")
                .check(classes);
        methods()
                .that()
                .areAnnotatedWith(GET.class)
                .and(describe("send events", ArchitectureRules::sendsEvents))
                .should()
                .beAnnotatedWith("dev.trainyard.kit.rest.EventStream")
                .allowEmptyShould(true)
                .because("a request after its HEAD would wait for the stream to end")
                .check(classes);
        CacheRules.check(classes);
    }

    private static boolean sendsEvents(JavaMethod method) {
        return method.getRawParameterTypes().stream().anyMatch(type -> type.isEquivalentTo(SseEventSink.class));
    }
}
