package dev.trainyard.standalone.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The script itself, in a checkout of empty files, with a JDK and a Maven that only note how they were called. */
@Timeout(60)
class ScriptTest {

    private static final List<String> MODULES =
            List.of("workout-service", "training-service", "deployment-service", "quiz-service", "gateway");

    private static final Instant BUILT = Instant.parse("2026-01-02T00:00:00Z");

    private static final String NOTE_THE_CALL = "echo \"mvn $*\" >> '%s'";

    @TempDir
    private Path directory;

    private Path checkout;

    private record Outcome(int exitCode, List<String> out, List<String> err) {}

    @BeforeEach
    void layOut() throws Exception {
        checkout = directory.resolve("a checkout");
        Files.createDirectories(checkout.resolve("k8s/database"));
        Files.createDirectories(checkout.resolve(".mvn"));
        touch("pom.xml", BUILT.minusSeconds(60));
        for (String module : List.of("http-kit", "service-kit", "standalone")) {
            source(module);
        }
        touch("standalone/target/standalone.jar", BUILT);
        for (String module : MODULES) {
            source(module);
            touch(module + "/target/quarkus-app/quarkus-run.jar", BUILT);
        }
        Files.copy(Path.of("../trainyard"), checkout.resolve("trainyard"));
        jdk("jdk-17", "17.0.9");
        jdk("jdk-25", "25.0.1");
        jdk("jdk-26", "26");
        program("bin/mvn", NOTE_THE_CALL.formatted(directory.resolve("calls")));
    }

    @Test
    void helpIsShown() throws Exception {
        Outcome outcome = run("help");

        assertEquals(0, outcome.exitCode());
        assertEquals("Usage: ./trainyard <command>", outcome.out().getFirst());
    }

    @Test
    void unknownCommandShowsTheUsage() throws Exception {
        Outcome outcome = run("fly");

        assertEquals(2, outcome.exitCode());
        assertEquals(
                List.of("trainyard: there is no command fly.", "Usage: ./trainyard <command>"),
                outcome.err().subList(0, 2));
    }

    @Test
    void noCommandShowsTheUsage() throws Exception {
        assertEquals(2, run().exitCode());
    }

    @Test
    void oldestSufficientJdkIsTaken() throws Exception {
        Outcome outcome = run("token", "ada", "--role", "admin");

        assertEquals(0, outcome.exitCode(), outcome.err().toString());
        assertTrue(outcome.out().getFirst().startsWith("jdk-25 "), outcome.out().toString());
        assertTrue(
                outcome.out().getFirst().endsWith("-jar standalone/target/standalone.jar token ada --role admin"),
                outcome.out().toString());
    }

    @Test
    void javaHomeGoesFirstUnlessItIsTooOld() throws Exception {
        var newer = Map.of("JAVA_HOME", directory.resolve("jvm/jdk-26").toString());
        var older = Map.of("JAVA_HOME", directory.resolve("jvm/jdk-17").toString());

        assertTrue(run(newer, "token", "ada").out().getFirst().startsWith("jdk-26 "));
        assertTrue(run(older, "token", "ada").out().getFirst().startsWith("jdk-25 "));
    }

    @Test
    void missingJdkIsOneLineThatSaysHowToGetOne() throws Exception {
        Outcome outcome = run(
                Map.of("TRAINYARD_JVM_DIRS", directory.resolve("nowhere").toString(), "JAVA_HOME", "/nonexistent"),
                "token",
                "ada");

        assertEquals(1, outcome.exitCode());
        assertEquals(List.of(), outcome.out());
        assertEquals(1, outcome.err().size(), outcome.err().toString());
        assertTrue(
                outcome.err().getFirst().startsWith("trainyard: there is no JDK 25 or newer here. Install one (apt"),
                outcome.err().toString());
    }

    @Test
    void missingMavenIsOneLineThatSaysHowToGetOne() throws Exception {
        Files.delete(directory.resolve("bin/mvn"));

        Outcome outcome = run("test");

        assertEquals(1, outcome.exitCode());
        assertEquals(1, outcome.err().size(), outcome.err().toString());
        assertTrue(
                outcome.err().getFirst().startsWith("trainyard: there is no Maven here"),
                outcome.err().toString());
    }

    @Test
    void testRunsMavenWithTheArguments() throws Exception {
        run("test", "-pl", "gateway");

        assertEquals(List.of("mvn -B verify -pl gateway"), calls());
    }

    @Test
    void nothingIsBuiltWhenNothingChanged() throws Exception {
        run("up");

        assertEquals(List.of(), calls());
    }

    @Test
    void onlyWhatChangedIsBuilt() throws Exception {
        touch("quiz-service/src/main/java/Quiz.java", BUILT.plusSeconds(60));

        run("up");

        assertEquals(
                List.of("mvn -B -Pquick -Dquarkus.package.jar.type=aot-jar -pl quiz-service -am package"), calls());
        assertTrue(modified("quiz-service/target/quarkus-app/quarkus-run.jar").isAfter(BUILT));
    }

    @Test
    void changedKitMeansAllServicesAndTheGateway() throws Exception {
        touch("http-kit/src/main/java/Kit.java", BUILT.plusSeconds(60));

        run("up");

        assertEquals(
                List.of("mvn -B -Pquick -Dquarkus.package.jar.type=aot-jar -pl " + String.join(",", MODULES)
                        + " -am package"),
                calls());
    }

    @Test
    void deletedSourceMeansABuild() throws Exception {
        Files.delete(checkout.resolve("standalone/src/main/java/Old.java"));

        run("token", "ada");

        assertEquals(List.of("mvn -B -Pquick -Dquarkus.package.jar.type=aot-jar -pl standalone -am package"), calls());
    }

    @Test
    void onlyStaleExecutablesAreBuilt() throws Exception {
        for (String module : MODULES) {
            touch(module + "/target/" + module + "-0.1.0-runner", BUILT);
        }
        touch("quiz-service/src/main/java/Quiz.java", BUILT.plusSeconds(60));
        Files.delete(checkout.resolve("gateway/target/gateway-0.1.0-runner"));
        program("graalvm/bin/native-image", "");

        mavenMakes("gateway/target/gateway-0.1.0-runner");

        run(graalVm(), "up", "--port", "9000", "--native");

        assertEquals(List.of("mvn -B -Pquick,native -pl quiz-service,gateway -am package"), calls());
    }

    @Test
    void missingGraalVmIsSaid() throws Exception {
        Outcome outcome = run("up", "--native");

        assertEquals(1, outcome.exitCode());
        assertEquals(List.of(), calls());
        assertTrue(
                outcome.err().getLast().contains("GRAALVM_HOME"), outcome.err().toString());
    }

    @Test
    void nativeBuildsWhatIsNamedAndSaysWhereItIs() throws Exception {
        touch("gateway/target/gateway-0.1.0-runner", BUILT);
        program("graalvm/bin/native-image", "");
        mavenMakes("quiz-service/target/quiz-service-0.1.0-runner");

        Outcome outcome = run(graalVm(), "native", "quiz-service", "gateway");

        assertEquals(List.of("mvn -B -Pquick,native -pl quiz-service -am package"), calls());
        assertEquals(
                List.of("quiz-service/target/quiz-service-0.1.0-runner", "gateway/target/gateway-0.1.0-runner"),
                outcome.out());
    }

    @Test
    void quickExecutablesAreBuiltWithLessEffort() throws Exception {
        program("graalvm/bin/native-image", "");
        mavenMakes("gateway/target/gateway-0.1.0-runner");

        run(graalVm(), "native", "--quick", "gateway");

        assertEquals(List.of("mvn -B -Pquick,native -Dnative.optimisation=-Ob -pl gateway -am package"), calls());
    }

    @Test
    void containerBuildsWhereThereIsNoGraalVm() throws Exception {
        program("bin/docker", "[ \"$1\" = info ]");
        mavenMakes("gateway/target/gateway-0.1.0-runner");

        run("native", "gateway");

        assertEquals(
                List.of("mvn -B -Pquick,native -Dquarkus.native.container-build=true -pl gateway -am package"),
                calls());
    }

    @Test
    void executableOfWhatIsNoProgramIsRefused() throws Exception {
        Outcome outcome = run("native", "http-kit");

        assertEquals(1, outcome.exitCode());
        assertEquals(
                List.of("trainyard: there is no program http-kit; there are " + String.join(" ", MODULES) + "."),
                outcome.err());
    }

    @Test
    void executablesAreTestedWithoutBeingBuiltAgain() throws Exception {
        touch("gateway/target/gateway-0.1.0-runner", BUILT);

        run("test", "--native", "gateway");

        assertEquals(
                List.of("mvn -B -Pnative,executables -Dquarkus.native.reuse-existing=true -pl gateway -am verify"),
                calls());
    }

    @Test
    void nothingIsBuiltUnderARunningSuite() throws Exception {
        touch("gateway/pom.xml", BUILT.plusSeconds(60));
        Process suite = runningSuite();
        try {
            run("up");

            assertEquals(List.of(), calls());
        } finally {
            suite.destroyForcibly();
        }
    }

    @Test
    void nothingIsMeasuredBesideARunningSuite() throws Exception {
        Process suite = runningSuite();
        try {
            Outcome outcome = run("bench");

            assertEquals(1, outcome.exitCode());
            assertEquals(
                    List.of("trainyard: the suite runs, and would be in the way of what is measured. Stop it first."),
                    outcome.err());
            assertEquals(List.of(), calls());
        } finally {
            suite.destroyForcibly();
        }
    }

    /** A process that the lock names, and that looks like the launcher. */
    private Process runningSuite() throws IOException {
        Process suite = new ProcessBuilder("/bin/sh", "-c", "read line", "-Dtrainyard.checkout=here").start();
        Files.createDirectories(checkout.resolve(".trainyard"));
        Files.writeString(checkout.resolve(".trainyard/lock"), "process " + suite.pid() + ", http://127.0.0.1:8080");
        return suite;
    }

    @Test
    void outputOfATokenIsTheTokenAloneEvenAfterABuild() throws Exception {
        touch("standalone/pom.xml", BUILT.plusSeconds(60));

        Outcome outcome = run("token", "ada");

        assertEquals(1, outcome.out().size(), outcome.out().toString());
    }

    @Test
    void failedBuildShowsItsErrorsAndStartsNothing() throws Exception {
        program("bin/mvn", "echo '[INFO] Building Trainyard :: gateway 0.1 [1/1]'; echo '[ERROR] no good'; exit 1");
        touch("gateway/pom.xml", BUILT.plusSeconds(60));

        Outcome outcome = run("up");

        assertEquals(1, outcome.exitCode());
        assertEquals(List.of(), outcome.out());
        assertEquals("[ERROR] no good", outcome.err().get(3));
        assertEquals(
                "trainyard: the build failed; all of its output is in " + checkout.toRealPath() + "/target/build.log.",
                outcome.err().getLast());
    }

    @Test
    void dataDirectoryIsMeantFromWhereTheUserStands() throws Exception {
        Outcome outcome = run(Map.of("TRAINYARD_HOME", "mine"), "token", "ada");

        assertFalse(outcome.out().isEmpty(), outcome.err().toString());
        assertEquals(
                "home " + directory.toRealPath().resolve("mine"), outcome.out().getLast());
    }

    private Outcome run(String... arguments) throws Exception {
        return run(Map.of(), arguments);
    }

    private Outcome run(Map<String, String> environment, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(
                List.of("/bin/bash", checkout.resolve("trainyard").toString()));
        command.addAll(List.of(arguments));
        Path out = directory.resolve("out");
        Path err = directory.resolve("err");
        var builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().clear();
        builder.environment()
                .putAll(Map.of(
                        "PATH",
                        directory.resolve("bin") + ":" + tools(),
                        "HOME",
                        directory.toString(),
                        "TRAINYARD_MAVEN_DIRS",
                        "",
                        "TRAINYARD_JVM_DIRS",
                        directory.resolve("jvm").toString()));
        builder.environment().putAll(environment);
        Process process = builder.start();
        assertTrue(process.waitFor(30, TimeUnit.SECONDS));
        return new Outcome(process.exitValue(), Files.readAllLines(out), Files.readAllLines(err));
    }

    /** The programs that the script uses, without the java and the mvn that this machine may have beside them. */
    private String tools() throws IOException {
        Path tools = directory.resolve("tools");
        if (Files.exists(tools)) {
            return tools.toString();
        }
        Files.createDirectory(tools);
        for (String tool : List.of("cat", "dirname", "find", "grep", "head", "mkdir", "ps", "sed", "tee", "touch")) {
            for (Path folder : List.of(Path.of("/bin"), Path.of("/usr/bin"))) {
                if (Files.exists(folder.resolve(tool)) && !Files.exists(tools.resolve(tool))) {
                    Files.createSymbolicLink(tools.resolve(tool), folder.resolve(tool));
                }
            }
        }
        return tools.toString();
    }

    private void mavenMakes(String file) throws IOException {
        program("bin/mvn", NOTE_THE_CALL.formatted(directory.resolve("calls")) + "; : > " + file);
    }

    private Map<String, String> graalVm() {
        return Map.of("GRAALVM_HOME", directory.resolve("graalvm").toString());
    }

    private List<String> calls() throws IOException {
        Path calls = directory.resolve("calls");
        return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
    }

    private void jdk(String name, String version) throws IOException {
        Path home = Path.of("jvm").resolve(name);
        program(home.resolve("bin/javac").toString(), "");
        program(
                home.resolve("bin/java").toString(),
                "echo \"" + name + " $*\"; [ -z \"$TRAINYARD_HOME\" ] || echo \"home $TRAINYARD_HOME\"");
        Files.writeString(
                directory.resolve(home).resolve("release"),
                "IMPLEMENTOR=\"Somebody\"\nJAVA_VERSION=\"" + version + "\"\n");
    }

    private void program(String name, String body) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private void source(String module) throws IOException {
        touch(module + "/src/main/java/Old.java", BUILT.minusSeconds(60));
        touch(module + "/pom.xml", BUILT.minusSeconds(60));
        Files.setLastModifiedTime(checkout.resolve(module + "/src/main/java"), FileTime.from(BUILT.minusSeconds(60)));
        Files.setLastModifiedTime(checkout.resolve(module + "/src/main"), FileTime.from(BUILT.minusSeconds(60)));
        Files.setLastModifiedTime(checkout.resolve("k8s/database"), FileTime.from(BUILT.minusSeconds(60)));
        Files.setLastModifiedTime(checkout.resolve(".mvn"), FileTime.from(BUILT.minusSeconds(60)));
    }

    private void touch(String file, Instant time) throws IOException {
        Path path = checkout.resolve(file);
        Files.createDirectories(path.getParent());
        if (!Files.exists(path)) {
            Files.createFile(path);
        }
        Files.setLastModifiedTime(path, FileTime.from(time));
    }

    private Instant modified(String file) throws IOException {
        return Files.getLastModifiedTime(checkout.resolve(file)).toInstant();
    }
}
