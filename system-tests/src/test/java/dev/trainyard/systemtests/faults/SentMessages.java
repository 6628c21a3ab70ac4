package dev.trainyard.systemtests.faults;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trainyard.systemtests.faults.Client.Answer;
import dev.trainyard.systemtests.faults.Journal.Entry;
import dev.trainyard.systemtests.faults.Journal.Tally;
import dev.trainyard.systemtests.faults.Journal.Write;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Messages that a user has sent by a webhook, which counts how often each comes. */
final class SentMessages implements Strand {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Client user;
    private final Journal journal;
    private final Rows rows;
    private final Receiver receiver;
    private String path;
    private String derived = "";

    SentMessages(Cluster cluster, Journal journal, Receiver receiver) {
        this.user = new Client(cluster.url(), "teller");
        this.journal = journal;
        this.rows = new Rows(cluster.database());
        this.receiver = receiver;
    }

    @Override
    public void begin() throws IOException {
        Answer made = user.post("/api/v1/message-channels", """
                {"kind": "webhook", "name": "Site", "url": "%s/told"}""".formatted(receiver.url()));
        path = "/api/v1/message-channels/" + made.text("/channel/id") + "/test";
    }

    @Override
    public int writers() {
        return 1;
    }

    @Override
    public void goOn(int writer) throws IOException {
        String tag = journal.tag("chat");
        journal.write(user, Write.of("messages", tag, "POST", path, "{\"chat\": \"" + tag + "\"}"));
    }

    @Override
    public void settle() {
        await().atMost(PATIENCE)
                .until(() -> rows.number("SELECT count(*) FROM quiz.message WHERE settled_at IS NULL") == 0);
    }

    @Override
    public List<Tally> tallies() {
        return List.of(journal.tally(
                "messages",
                rows.counts("SELECT chat, count(*) FROM quiz.message WHERE user_id = 'teller' GROUP BY chat")));
    }

    @Override
    public List<String> divergences() throws IOException {
        List<String> found = new ArrayList<>(rows.texts("""
                SELECT concat_ws(' ', 'message', state, reason, chat) FROM quiz.message
                WHERE user_id = 'teller' AND state <> 'sent'
                """));
        Map<String, String> shown = shown();
        for (Entry entry : journal.of("messages")) {
            if (entry.isAcknowledged()
                    && !entry.write().tag().equals(shown.get(entry.last().text("/messageId")))) {
                found.add("another id than was acknowledged: " + entry);
            }
        }
        Map<String, Integer> received = receiver.messages();
        Set<String> sent = new HashSet<>(rows.texts("SELECT id FROM quiz.message WHERE state = 'sent'"));
        for (String id : sent) {
            if (!received.containsKey(id)) {
                found.add("never received: " + id);
            }
        }
        Set<String> caused = new HashSet<>(rows.texts("SELECT id FROM quiz.message"));
        for (String id : received.keySet()) {
            if (!caused.contains(id)) {
                found.add("received without a cause: " + id);
            }
        }
        derived = "%,d messages sent were all received, %d of them more than once by the same id"
                .formatted(
                        sent.size(),
                        received.values().stream().filter(times -> times > 1).count());
        return found;
    }

    private Map<String, String> shown() throws IOException {
        Map<String, String> shown = new HashMap<>();
        String next = "";
        do {
            Answer page = user.get("/api/v1/messages?limit=200" + next);
            for (JsonNode message : page.body().path("items")) {
                shown.put(message.path("id").asText(), message.path("chat").asText());
            }
            next = page.body().path("next").isTextual() ? "&cursor=" + page.text("/next") : "";
        } while (!next.isEmpty());
        return shown;
    }

    @Override
    public String derived() {
        return derived;
    }
}
