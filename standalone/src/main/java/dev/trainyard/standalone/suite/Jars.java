package dev.trainyard.standalone.suite;

import dev.trainyard.standalone.console.Refusal;
import dev.trainyard.standalone.startup.AotCache;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Programs for the JVM, each with a cache for its next start. */
record Jars(Path checkout, Path caches) implements Builds {

    @Override
    public void refuseMissing(String program) {
        if (!Files.isRegularFile(jar(program))) {
            throw new Refusal("The " + program + " has not been built (" + jar(program)
                    + " is missing): ./trainyard up builds it.");
        }
    }

    @Override
    public List<String> command(String program) {
        return JavaCommand.running(jar(program), cache(program));
    }

    /** The command line of a start that leaves the cache in its draft. */
    List<String> rehearsing(String program) {
        return JavaCommand.rehearsing(jar(program), cache(program));
    }

    AotCache cache(String program) {
        return AotCache.of(caches, program, jar(program));
    }

    private Path jar(String program) {
        return checkout.resolve(program).resolve("target/quarkus-app/quarkus-run.jar");
    }
}
