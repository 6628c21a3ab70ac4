package dev.trainyard.bench.scenario;

import dev.trainyard.bench.suite.Program;
import dev.trainyard.bench.suite.RunningSuite;
import dev.trainyard.bench.suite.Sibling;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How soon a replica is ready, and what it holds then: on the JVM, with a cache of what it compiled, natively. */
public final class Starts implements Scenario {

    private static final List<Program> BRIEFLY = List.of(Program.GATEWAY, Program.WORKOUT);
    private static final String PLAIN = "JVM";
    private static final String CACHED = "JVM with an AOT cache";
    private static final String NATIVE = "native";

    @Override
    public String name() {
        return "starts";
    }

    @Override
    public String title() {
        return "Starts, and memory";
    }

    @Override
    public String about() {
        return "Another replica of a program is started beside the suite, as in a cluster: without migrations and jobs. From"
                + " the start of the process until readiness is up; memory is what is resident then. Executables are"
                + " compared where they have been built (./trainyard native).";
    }

    @Override
    public Result run(Laboratory laboratory) {
        List<Fact> facts = new ArrayList<>();
        try {
            for (Program program : laboratory.effort().isBrief() ? BRIEFLY : List.of(Program.values())) {
                laboratory.say("  " + program.label());
                facts.addAll(of(laboratory.suite(), program, laboratory.effort().starts()));
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return Result.of(List.of(), facts);
    }

    private static List<Fact> of(RunningSuite suite, Program program, int rounds) throws IOException {
        Map<String, List<String>> ways = ways(suite, program);
        Map<String, List<Double>> ready = new LinkedHashMap<>();
        Map<String, List<Double>> memory = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            for (Map.Entry<String, List<String>> way : ways.entrySet()) {
                try (Sibling sibling = suite.sibling(program, way.getValue(), Map.of())) {
                    ready.computeIfAbsent(way.getKey(), _ -> new ArrayList<>()).add(sibling.readyMillis());
                    memory.computeIfAbsent(way.getKey(), _ -> new ArrayList<>()).add(sibling.residentMegabytes());
                }
            }
        }
        List<Fact> facts = new ArrayList<>();
        for (String way : ways.keySet()) {
            if (!way.equals(PLAIN)) {
                facts.add(fact(program.label() + ", ready", "ms", way, ready));
                facts.add(fact(program.label() + ", memory", "MiB", way, memory));
            }
        }
        return facts;
    }

    private static Fact fact(String what, String unit, String way, Map<String, List<Double>> values) {
        return new Fact(what, unit, PLAIN, values.get(PLAIN), way, values.get(way), Optional.empty());
    }

    private static Map<String, List<String>> ways(RunningSuite suite, Program program) throws IOException {
        Map<String, List<String>> ways = new LinkedHashMap<>();
        List<String> running = suite.command(program);
        if (!running.contains("-jar")) {
            throw new IllegalStateException("Starts are compared with those on the JVM: not with --native");
        }
        ways.put(PLAIN, running);
        Path cache = suite.scratch(program.label() + ".aot");
        Files.deleteIfExists(cache);
        // Written when it stops.
        suite.sibling(program, with(running, "-XX:AOTCacheOutput=" + cache), Map.of())
                .close();
        ways.put(CACHED, with(running, "-XX:AOTCache=" + cache));
        suite.executable(program).ifPresent(command -> ways.put(NATIVE, command));
        return ways;
    }

    private static List<String> with(List<String> command, String option) {
        List<String> with = new ArrayList<>(command);
        with.add(1, option);
        return with;
    }
}
