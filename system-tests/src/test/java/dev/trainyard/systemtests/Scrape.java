package dev.trainyard.systemtests;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a program exports to Prometheus: its metrics, each with the labels of its series. */
record Scrape(Map<String, Set<Map<String, String>>> series) {

    private static final Pattern LINE = Pattern.compile("([a-zA-Z_:][\\w:]*)(?:\\{(.*)})? \\S+");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");
    // Labels that Prometheus gives to the target: it calls one of ours that is named so exported_<name>. Not "service",
    // which service-monitor.yaml drops.
    private static final Set<String> OF_THE_TARGET =
            Set.of("namespace", "job", "pod", "instance", "container", "endpoint");

    /** Reads the text format, as Prometheus would keep it of a target of that job. */
    static Scrape of(String job, String text) {
        Map<String, Set<Map<String, String>>> series = new HashMap<>();
        text.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
            Matcher matcher = LINE.matcher(line);
            if (matcher.lookingAt()) {
                series.computeIfAbsent(matcher.group(1), name -> new HashSet<>())
                        .add(labels(job, matcher.group(2)));
            }
        });
        return new Scrape(series);
    }

    /** All of several programs. */
    static Scrape of(List<Scrape> scrapes) {
        Map<String, Set<Map<String, String>>> all = new HashMap<>();
        for (Scrape scrape : scrapes) {
            scrape.series()
                    .forEach((name, labels) ->
                            all.computeIfAbsent(name, it -> new HashSet<>()).addAll(labels));
        }
        return new Scrape(all);
    }

    private static Map<String, String> labels(String job, String text) {
        Map<String, String> labels = OF_THE_TARGET.stream().collect(Collectors.toMap(name -> name, name -> ""));
        labels.put("job", job);
        if (text != null) {
            LABEL.matcher(text).results().forEach(label -> {
                String name = OF_THE_TARGET.contains(label.group(1)) ? "exported_" + label.group(1) : label.group(1);
                labels.put(name, label.group(2));
            });
        }
        return labels;
    }
}
