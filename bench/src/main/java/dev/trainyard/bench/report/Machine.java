package dev.trainyard.bench.report;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/** On what was measured. Machines differ: what compares is the ratios. */
public final class Machine {

    private Machine() {}

    /** What is known of this machine and of the programs that were measured, by name. */
    public static Map<String, String> describe(String revision, String database, String kind, String effort) {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        Map<String, String> machine = new LinkedHashMap<>();
        machine.put("measured", Instant.now().truncatedTo(ChronoUnit.MINUTES).toString());
        machine.put("Trainyard", revision);
        machine.put("programs", kind);
        machine.put("effort", effort);
        machine.put("processors", "%d × %s".formatted(system.getAvailableProcessors(), processor()));
        machine.put("memory", "%d GiB".formatted(system.getTotalMemorySize() >> 30));
        machine.put("kernel", system.getName() + " " + system.getVersion());
        machine.put("Java", System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"));
        machine.put("PostgreSQL", database);
        return machine;
    }

    private static String processor() {
        try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException unknown) {
            return "unknown";
        }
    }
}
