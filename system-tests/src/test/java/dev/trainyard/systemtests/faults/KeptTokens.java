package dev.trainyard.systemtests.faults;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trainyard.systemtests.faults.Client.Answer;
import dev.trainyard.systemtests.faults.Journal.Entry;
import dev.trainyard.systemtests.faults.Journal.Tally;
import dev.trainyard.systemtests.faults.Journal.Write;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Tokens of users who save them one by one, and of a service that saves them for several users at once. */
final class KeptTokens implements Strand {

    private static final int BATCH = 4;
    private static final int AT_ONCE = 500;

    private final Cluster cluster;
    private final Journal journal;
    private final Rows rows;
    private final Client user;
    private final Client service;
    private String derived = "";

    KeptTokens(Cluster cluster, Journal journal) {
        this.cluster = cluster;
        this.journal = journal;
        this.rows = new Rows(cluster.database());
        this.user = new Client(cluster.url(), "member-0");
        this.service = new Client(cluster.url(), "sync", "service");
    }

    @Override
    public int writers() {
        return 2;
    }

    @Override
    public void goOn(int writer) throws IOException {
        if (writer == 0) {
            String tag = journal.tag("token");
            journal.write(user, Write.of("tokens", tag, "PUT", "/api/v1/tokens/" + tag, secret(tag)));
        } else {
            String tag = journal.tag("tokens");
            String batch = IntStream.range(0, BATCH)
                    .mapToObj(member -> """
                            {"user": "member-%d", "provider": "%s", "token": %s}""".formatted(member, tag, secret(tag)))
                    .collect(Collectors.joining(","));
            journal.write(
                    service,
                    Write.of("tokens in batches", tag, "POST", "/api/v1/tokens:batch", "{\"tokens\": [" + batch + "]}")
                            .parts(BATCH));
        }
    }

    private static String secret(String tag) {
        return "{\"accessToken\": \"secret-" + tag + "\", \"refreshToken\": \"refresh-" + tag + "\"}";
    }

    @Override
    public List<Tally> tallies() {
        Map<String, Integer> stored =
                rows.counts("SELECT provider, count(*) FROM training.provider_token GROUP BY provider");
        return List.of(journal.tally("tokens", stored), journal.tally("tokens in batches", stored));
    }

    @Override
    public List<String> divergences() throws IOException {
        List<String> found = new ArrayList<>();
        found.addAll(unaudited());
        found.addAll(unreadable());
        long checked = 0;
        for (int member = 0; member < BATCH; member++) {
            Answer verified = new Client(cluster.url(), "member-" + member).get("/api/v1/token-audit/verify");
            checked += verified.body().path("checked").asLong();
            if (!verified.body().path("valid").asBoolean()) {
                found.add(verified.toString());
            }
        }
        derived = "audit of %,d entries unbroken, none more than was sent".formatted(checked);
        return found;
    }

    /** A token that is there was saved as often as the audit says, which is not more often than it was sent. */
    private List<String> unaudited() {
        Map<String, Integer> saves = rows.counts("""
                SELECT provider, count(*) FROM training.token_audit_log
                WHERE operation IN ('save', 'batch_save') AND outcome = 'success' GROUP BY provider
                """);
        Map<String, Integer> stored =
                rows.counts("SELECT provider, count(*) FROM training.provider_token GROUP BY provider");
        List<String> found = new ArrayList<>();
        for (String kind : List.of("tokens", "tokens in batches")) {
            for (Entry entry : journal.of(kind)) {
                int audited = saves.getOrDefault(entry.write().tag(), 0);
                int there = stored.getOrDefault(entry.write().tag(), 0);
                if (audited < there || audited > there * entry.sent()) {
                    found.add("audited " + audited + " times: " + entry);
                }
            }
        }
        return found;
    }

    private List<String> unreadable() throws IOException {
        List<String> places = new ArrayList<>();
        for (Entry entry : journal.of("tokens")) {
            if (entry.isAcknowledged()) {
                places.add(place(0, entry));
            }
        }
        for (Entry entry : journal.of("tokens in batches")) {
            for (int member = 0; member < BATCH && entry.isAcknowledged(); member++) {
                places.add(place(member, entry));
            }
        }
        Map<String, Integer> loaded = new HashMap<>();
        List<String> found = new ArrayList<>();
        for (int from = 0; from < places.size(); from += AT_ONCE) {
            List<String> some = places.subList(from, Math.min(from + AT_ONCE, places.size()));
            Answer answer = service.post("/api/v1/tokens:batch-load", "{\"tokens\": [" + String.join(",", some) + "]}");
            for (JsonNode item : answer.body().path("tokens")) {
                String provider = item.path("provider").asText();
                loaded.merge(provider, 1, Integer::sum);
                if (!item.at("/token/accessToken").asText().equals("secret-" + provider)) {
                    found.add("unreadable: " + item);
                }
            }
        }
        long shown = loaded.values().stream().mapToInt(Integer::intValue).sum();
        if (shown != places.size()) {
            found.add("loaded " + shown + " of " + places.size());
        }
        return found;
    }

    private static String place(int member, Entry entry) {
        return "{\"user\": \"member-" + member + "\", \"provider\": \""
                + entry.write().tag() + "\"}";
    }

    @Override
    public String derived() {
        return derived;
    }
}
