package dev.trainyard.bench.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trainyard.bench.load.Programs;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The few hot paths that are Java's alone, by JMH: a process for each round of each, in turns. */
public final class MicroBenchmarks implements Scenario {

    private static final String PACKAGE = "dev.trainyard.bench.micro.";
    private static final int NANOS_PER_MICRO = 1_000;

    private record Pair(String what, String baseline, String baselineMethod, String ours, String method) {}

    private static final List<Pair> PAIRS = List.of(
            new Pair(
                    "A token",
                    "its signature alone, by the JDK",
                    "TokenChecks.signatureAlone",
                    "all that is checked",
                    "TokenChecks.eachTime"),
            new Pair(
                    "A token that came before",
                    "all that is checked",
                    "TokenChecks.eachTime",
                    "remembered",
                    "TokenChecks.remembered"),
            new Pair(
                    "A refusal, as problem details",
                    "by an exception with its stack",
                    "Refusals.withStackTrace",
                    "without",
                    "Refusals.asProblem"),
            new Pair(
                    "An hour in a FIT file",
                    "decoded by Garmin's SDK",
                    "FitParsing.byGarmin",
                    "read as an activity",
                    "FitParsing.byUs"));

    @Override
    public String name() {
        return "micro";
    }

    @Override
    public String title() {
        return "What is Java's alone";
    }

    @Override
    public String about() {
        return "By JMH, in a process of its own for each round, the mean time of a call. Loads by heart rate (TRIMP) are"
                + " computed by PostgreSQL; what Java has of them is the seconds at each rate, a part of reading a file.";
    }

    @Override
    public Result run(Laboratory laboratory) {
        Map<String, List<Double>> micros = new HashMap<>();
        for (int round = 0; round < laboratory.effort().rounds(); round++) {
            laboratory.say("  round " + (round + 1));
            try {
                measure(laboratory)
                        .forEach((method, value) -> micros.computeIfAbsent(method, _ -> new ArrayList<>())
                                .add(value));
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
        return Result.of(
                List.of(),
                PAIRS.stream()
                        .map(pair -> new Fact(
                                pair.what(),
                                "µs",
                                pair.baseline(),
                                micros.get(pair.baselineMethod()),
                                pair.ours(),
                                micros.get(pair.method()),
                                Optional.empty()))
                        .toList());
    }

    /** Microseconds of a call of each method. */
    private static Map<String, Double> measure(Laboratory laboratory) throws IOException {
        Effort effort = laboratory.effort();
        Path results = laboratory.suite().scratch("micro.json");
        Path output = laboratory.suite().scratch("micro.log");
        Process jmh = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        classPath(laboratory.suite().checkout()),
                        "org.openjdk.jmh.Main",
                        PACKAGE,
                        "-bm",
                        "avgt",
                        "-tu",
                        "ns",
                        "-f",
                        "1",
                        "-wi",
                        "3",
                        "-w",
                        millis(effort.warmUp().dividedBy(3)),
                        "-i",
                        "1",
                        "-r",
                        millis(effort.lasting().dividedBy(4)),
                        "-foe",
                        "true",
                        "-rf",
                        "json",
                        "-rff",
                        results.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        Programs.awaitEnd("JMH", jmh, "see " + output);
        Map<String, Double> micros = new HashMap<>();
        for (JsonNode result : new ObjectMapper().readTree(results.toFile())) {
            micros.put(
                    result.path("benchmark").asText().substring(PACKAGE.length()),
                    result.at("/primaryMetric/score").asDouble() / NANOS_PER_MICRO);
        }
        return micros;
    }

    private static String millis(Duration time) {
        return time.toMillis() + "ms";
    }

    private static String classPath(Path checkout) throws IOException {
        Path target = checkout.resolve("bench/target");
        return target.resolve("bench.jar")
                + File.pathSeparator
                + Files.readString(target.resolve("micro.classpath")).strip();
    }
}
