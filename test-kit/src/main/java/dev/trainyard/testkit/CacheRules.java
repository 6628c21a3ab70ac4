package dev.trainyard.testkit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.codeUnits;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Caffeine picks the class of a cache, and that of its entries, by a name which it makes of the cache's options. A native
 * image has only those that are named to it. Quarkus names some, where it is told of caches, and not those of every option.
 */
final class CacheRules {

    private CacheRules() {}

    static void check(JavaClasses classes) {
        codeUnits()
                .should(nameTheClassesOfTheirCache())
                .because("a native image would not have them")
                .check(classes);
    }

    private static ArchCondition<JavaCodeUnit> nameTheClassesOfTheirCache() {
        return new ArchCondition<>("name the classes of the cache that they build in @RegisterForReflection") {
            @Override
            public void check(JavaCodeUnit unit, ConditionEvents events) {
                Set<String> calls = unit.getMethodCallsFromSelf().stream()
                        .filter(call -> call.getTargetOwner().isEquivalentTo(Caffeine.class))
                        .map(call -> call.getTarget().getName())
                        .collect(Collectors.toSet());
                if (calls.contains("build") || calls.contains("buildAsync")) {
                    Set<String> missing = new TreeSet<>(classesOf(calls));
                    missing.removeAll(namedBy(unit.getOwner()));
                    missing.forEach(name -> events.add(
                            SimpleConditionEvent.violated(unit, unit.getFullName() + " builds a cache of " + name)));
                }
            }
        };
    }

    private static List<String> namedBy(JavaClass owner) {
        return owner.tryGetAnnotationOfType(RegisterForReflection.class)
                .map(named -> List.of(named.classNames()))
                .orElse(List.of());
    }

    /** The classes of a cache with these options; an asynchronous one has the same. */
    private static List<String> classesOf(Set<String> options) {
        Caffeine<Object, Object> builder = Caffeine.newBuilder();
        for (String option : options) {
            switch (option) {
                case "maximumSize" -> builder.maximumSize(1);
                case "maximumWeight" -> builder.maximumWeight(1).weigher((key, value) -> 1);
                case "expireAfterAccess" -> builder.expireAfterAccess(Duration.ofDays(1));
                case "expireAfterWrite" -> builder.expireAfterWrite(Duration.ofDays(1));
                case "recordStats" -> builder.recordStats();
                case "newBuilder", "weigher", "build", "buildAsync" -> {}
                default -> throw new AssertionError("What does " + option + " make of the class of a cache?");
            }
        }
        Object cache = builder.build().asMap();
        try {
            var entries = Class.forName("com.github.benmanes.caffeine.cache.BoundedLocalCache")
                    .getDeclaredField("nodeFactory");
            entries.setAccessible(true);
            return List.of(
                    cache.getClass().getName(), entries.get(cache).getClass().getName());
        } catch (ReflectiveOperationException changed) {
            throw new LinkageError("Caffeine is another one", changed);
        }
    }
}
