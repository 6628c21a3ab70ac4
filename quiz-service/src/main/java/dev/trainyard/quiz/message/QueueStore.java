package dev.trainyard.quiz.message;

import dev.trainyard.kit.database.Database;
import dev.trainyard.quiz.message.Report.Ending;
import dev.trainyard.quiz.message.Taken.Chat;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/**
 * The queue as those see it who send. Whatever takes messages out of a channel, or settles them, has the row of the channel
 * locked: its limits and the order of its chats are then a matter of one statement, however many replicas there are. Who
 * enqueues locks nothing, and waits for nobody.
 */
@ApplicationScoped
class QueueStore {

    // How many channels take turns at once: each gets its share of what a replica has room for.
    private static final int CHANNELS = 50;
    private static final int RIPE = 1_000;
    private static final int LOST_AT_ONCE = 500;

    // One probe of the index for each channel that has something ready; by priority, since no other index has that
    // order. What another replica looks at is its own: a channel, and a receiver that several channels share.
    static final String TURNS = """
            WITH RECURSIVE next AS (
                (SELECT user_id, channel_id FROM message
                 WHERE state = 'ready' ORDER BY user_id, channel_id, priority DESC LIMIT 1)
                UNION ALL
                SELECT following.user_id, following.channel_id
                FROM next CROSS JOIN LATERAL (
                    SELECT user_id, channel_id FROM message
                    WHERE state = 'ready' AND (user_id, channel_id) > (next.user_id, next.channel_id)
                    ORDER BY user_id, channel_id, priority DESC LIMIT 1) AS following
            )
            SELECT user_id, id, receiver,
                   receiver IS NULL OR pg_try_advisory_xact_lock(hashtextextended(receiver, 15)) AS is_free
            FROM (
                SELECT c.user_id, c.id, c.receiver
                FROM next JOIN message_channel c ON c.user_id = next.user_id AND c.id = next.channel_id
                WHERE c.kind = ANY (?) AND c.user_id <> ALL (?) AND coalesce(c.paused_until <= now(), true)
                ORDER BY c.served_at
                LIMIT ?
                FOR NO KEY UPDATE OF c SKIP LOCKED) AS turn
            """;

    // A channel has room for what its limit leaves: neither under way nor sent within the last second, by any of those
    // that share its receiver, of whom none other is looked at meanwhile. Of what is ready the first go, by priority;
    // with each the next ones of its chat, if it is first there and the chat takes more than
    // one.
    // What another of its chat comes before is put behind it, so that nobody looks at it again and again. BETWEEN, so
    // that the
    // order is one that only the index of chats has: by id alone, the planner would at times read a user's messages
    // from the
    // first on until it comes to the chat.
    // Nothing goes beside another of its chat, whatever their ids are: one that was replayed, or whose transaction
    // ended late, may be older than what is under way. It stays ready: what settles the other takes it in the same
    // transaction.
    static final String CLAIM = """
            WITH turn AS MATERIALIZED (
                SELECT c.user_id, c.id AS channel_id, c.kind, c.chat_pause_ms, c.group_per_minute, t.share,
                       coalesce(c.receiver, c.id::text) AS receiver,
                       coalesce(c.chat_pause_ms, c.group_per_minute) IS NOT NULL AS has_chat_limits,
                       coalesce(c.per_second, c.chat_pause_ms, c.group_per_minute) IS NOT NULL AS is_limited,
                       sharing.users, sharing.channels, least(t.share, c.per_second - sharing.used) AS room
                FROM unnest(?::text[], ?::uuid[], ?::integer[]) AS t (user_id, id, share)
                JOIN message_channel c ON c.user_id = t.user_id AND c.id = t.id
                CROSS JOIN LATERAL (
                    SELECT array_agg(o.user_id) AS users, array_agg(o.id) AS channels,
                           sum((SELECT count(*) FROM (
                                    SELECT FROM message m
                                    WHERE m.state = 'sending' AND m.user_id = o.user_id AND m.channel_id = o.id
                                    ORDER BY m.chat, m.due_at LIMIT c.per_second) AS under_way)
                               + (SELECT count(*) FROM unnest(o.sent_at) AS s (at)
                                  WHERE s.at > now() - interval '1 second'))::integer AS used
                    FROM (SELECT c.user_id, c.id, c.sent_at
                          UNION ALL
                          SELECT user_id, id, sent_at FROM message_channel
                          WHERE receiver = c.receiver AND (user_id, id) <> (c.user_id, c.id)) AS o
                    WHERE coalesce(c.per_second, c.chat_pause_ms, c.group_per_minute) IS NOT NULL) AS sharing
            ), served AS (
                UPDATE message_channel c SET served_at = clock_timestamp()
                FROM turn WHERE c.user_id = turn.user_id AND c.id = turn.channel_id
            ), candidate AS MATERIALIZED (
                SELECT turn.user_id, turn.channel_id, m.id, m.chat, m.rank
                FROM turn CROSS JOIN LATERAL (
                    SELECT id, chat, row_number() OVER (ORDER BY priority DESC, id) AS rank FROM message
                    WHERE state = 'ready' AND user_id = turn.user_id AND channel_id = turn.channel_id
                    ORDER BY priority DESC, id LIMIT greatest(turn.room, 0)) AS m
            ), chat AS MATERIALIZED (
                SELECT c.*, turn.room,
                       CASE WHEN turn.has_chat_limits THEN 1
                            ELSE greatest(1, least(?, turn.room / count(*) OVER (PARTITION BY c.user_id, c.channel_id)))
                       END AS length,
                       greatest(
                           s.sent_at[cardinality(s.sent_at)] + turn.chat_pause_ms * interval '1 millisecond',
                           CASE WHEN c.chat ~ '^[-@]'
                                THEN s.sent_at[cardinality(s.sent_at) - turn.group_per_minute + 1] + interval '1 minute'
                           END) AS opens_at,
                       (SELECT id FROM message m
                        WHERE m.state = 'sending' AND m.user_id = c.user_id AND m.channel_id = c.channel_id
                          AND m.chat BETWEEN c.chat AND c.chat
                        ORDER BY m.chat, m.due_at LIMIT 1) IS NULL
                       AND (NOT turn.has_chat_limits OR NOT EXISTS (
                           SELECT FROM unnest(turn.users, turn.channels) AS o (user_id, id) CROSS JOIN LATERAL (
                               SELECT FROM message m
                               WHERE m.state = 'sending' AND m.user_id = o.user_id AND m.channel_id = o.id
                                 AND m.chat BETWEEN c.chat AND c.chat
                               ORDER BY m.chat, m.due_at LIMIT 1) AS under_way)) AS is_idle
                FROM (SELECT user_id, channel_id, chat, min(rank) AS rank FROM candidate GROUP BY 1, 2, 3) AS c
                JOIN turn ON turn.user_id = c.user_id AND turn.channel_id = c.channel_id
                CROSS JOIN LATERAL (
                    SELECT array_agg(sent.at ORDER BY sent.at) AS sent_at
                    FROM unnest(turn.users, turn.channels) AS o (user_id, id)
                    JOIN message_chat k ON k.user_id = o.user_id AND k.channel_id = o.id AND k.chat = c.chat
                    CROSS JOIN unnest(k.sent_at) AS sent (at)
                    WHERE turn.has_chat_limits) AS s
            ), known AS (
                SELECT user_id, channel_id, id, true AS is_ready, NULL::bigint AS place, NULL::bigint AS rank,
                       NULL::bigint AS room, NULL::timestamptz AS opens_at, false AS can_go
                FROM candidate
                UNION ALL
                SELECT chat.user_id, chat.channel_id, first.id, false, first.place, chat.rank, chat.room, chat.opens_at,
                       chat.is_idle AND first.is_free AND coalesce(chat.opens_at <= now(), true)
                FROM chat CROSS JOIN LATERAL (
                    SELECT id, row_number() OVER (ORDER BY id) AS place,
                           bool_and(state IN ('ready', 'behind')) OVER (ORDER BY id) AS is_free
                    FROM (SELECT id, state FROM message
                          WHERE state IN ('ready', 'later', 'behind', 'sending')
                            AND user_id = chat.user_id AND channel_id = chat.channel_id
                            AND chat BETWEEN chat.chat AND chat.chat
                          ORDER BY chat, id LIMIT chat.length) AS waiting
                ) AS first
            ), line AS (
                SELECT user_id, channel_id, id, bool_or(is_ready) AS is_ready, bool_or(can_go) AS can_go,
                       min(place) AS place, min(room) AS room, min(opens_at) AS opens_at,
                       row_number() OVER (PARTITION BY user_id, channel_id, bool_or(can_go)
                                          ORDER BY min(place), min(rank)) AS turn_place
                FROM known
                GROUP BY user_id, channel_id, id
            ), decided AS MATERIALIZED (
                SELECT user_id, id, opens_at, turn_place,
                       CASE WHEN can_go AND turn_place <= room THEN 'sending'
                            WHEN is_ready AND place IS DISTINCT FROM 1 THEN 'behind'
                            WHEN is_ready AND opens_at > now() THEN 'later'
                       END AS next
                FROM line
            ), moved AS (
                UPDATE message m
                SET state = d.next,
                    taken = CASE WHEN d.next = 'sending' THEN m.taken + 1 ELSE m.taken END,
                    due_at = CASE d.next WHEN 'sending' THEN clock_timestamp() + ? * interval '1 millisecond'
                                         WHEN 'later' THEN d.opens_at
                                         ELSE m.due_at END
                FROM decided d
                WHERE d.next IS NOT NULL AND m.user_id = d.user_id AND m.id = d.id
                RETURNING m.user_id, m.channel_id, m.id, m.chat, m.body, m.taken, m.failures, m.state, d.turn_place
            )
            SELECT counts.*, claimed.*, turn.kind, turn.receiver, turn.is_limited
            FROM (SELECT (SELECT count(*) FROM moved WHERE state <> 'sending') AS put_off,
                         (SELECT count(*) FROM moved WHERE state = 'later') AS paced_chats,
                         (SELECT count(*) FROM turn WHERE room <= 0 AND share > 0) AS paced_channels) AS counts
            LEFT JOIN (moved AS claimed
                       JOIN turn ON turn.user_id = claimed.user_id AND turn.channel_id = claimed.channel_id)
                ON claimed.state = 'sending'
            ORDER BY claimed.turn_place, claimed.id
            """;

    // Before anything of them is settled, so that nobody puts a message behind one that has just gone; with them those
    // that are to be paused. In order of key.
    static final String LOCK = """
            SELECT count(*) FROM (
                SELECT FROM message_channel
                WHERE (user_id, id) IN (
                    SELECT * FROM unnest(?::text[], ?::uuid[])
                    UNION ALL
                    SELECT user_id, id FROM message_channel WHERE receiver = ANY (?))
                ORDER BY user_id, id
                FOR NO KEY UPDATE) AS locked
            """;

    // Only what is still in the hands of who reports, which nobody can change meanwhile. But what is sent is sent, also
    // when it was given up before that was written down, as long as nobody has taken it again. No condition on m.state,
    // here and in
    // CLAIM: statistics of a table of sent messages say that there are no others, and all of them would be read.
    // Jitter: between half and all of the time, so that what has failed
    // at
    // the same moment does not come back at the same moment.
    static final String SETTLE = """
            UPDATE message m
            SET state = r.next,
                failures = m.failures + CASE WHEN r.ending IN ('FAILED', 'REFUSED', 'MOVED') THEN 1 ELSE 0 END,
                due_at = CASE WHEN r.next = 'later'
                              THEN clock_timestamp()
                                   + least(CASE WHEN r.ending = 'DELAYED'
                                                THEN greatest(?,
                                                     extract(epoch FROM clock_timestamp() - m.delayed_at) * 1000)
                                                ELSE ? * power(2, m.failures)
                                           END, ?)
                                   * (0.5 + random() / 2) * interval '1 millisecond'
                              ELSE m.due_at END,
                reason = CASE WHEN r.ending IN ('FAILED', 'REFUSED', 'SLOWED', 'DELAYED') THEN r.said
                              WHEN r.ending = 'MOVED' THEN 'the chat is ' || r.said || ' now'
                              ELSE m.reason END,
                delayed_at = CASE WHEN r.ending IN ('SLOWED', 'DELAYED') THEN coalesce(m.delayed_at, clock_timestamp())
                                  ELSE m.delayed_at END,
                reference = CASE WHEN r.ending = 'SENT' THEN r.said END,
                settled_at = CASE WHEN r.next IN ('sent', 'dead') THEN clock_timestamp() END
            FROM (
                SELECT t.*, CASE WHEN w.taken <> t.taken OR w.settled_at IS NOT NULL THEN NULL
                                 WHEN t.ending = 'SENT' THEN 'sent'
                                 WHEN w.state <> 'sending' THEN NULL
                                 WHEN t.ending = 'REFUSED' THEN 'dead'
                                 WHEN t.ending = 'FAILED' THEN CASE WHEN w.failures + 1 < ? THEN 'later' ELSE 'dead' END
                                 WHEN t.ending = 'MOVED' AND w.failures + 1 >= ? THEN 'dead'
                                 WHEN t.ending IN ('SLOWED', 'DELAYED')
                                      AND w.delayed_at < clock_timestamp() - ? * interval '1 millisecond' THEN 'dead'
                                 WHEN t.ending = 'DELAYED' THEN 'later'
                                 ELSE 'ready'
                            END AS next
                FROM unnest(?::text[], ?::uuid[], ?::integer[], ?::text[], ?::text[]) AS t (user_id, id, taken, ending, said)
                JOIN message w ON w.user_id = t.user_id AND w.id = t.id
            ) AS r
            WHERE r.next IS NOT NULL AND m.user_id = r.user_id AND m.id = r.id
            RETURNING m.user_id, m.channel_id, m.chat, m.id, m.state
            """;

    // Whoever enqueues for the chat from here on puts it into the other one. What waits goes there in its order: ready,
    // since nobody may ever settle what it was behind.
    static final String MOVE = """
            WITH gone AS MATERIALIZED (
                SELECT * FROM unnest(?::text[], ?::uuid[], ?::text[], ?::text[]) AS t (user_id, channel_id, chat, moved_to)
            ), noted AS (
                INSERT INTO message_chat_move (user_id, channel_id, chat, moved_to)
                SELECT user_id, channel_id, chat, moved_to FROM gone
                ON CONFLICT ON CONSTRAINT pk_message_chat_move DO UPDATE SET moved_to = excluded.moved_to
            )
            UPDATE message m
            SET chat = gone.moved_to, state = CASE m.state WHEN 'behind' THEN 'ready' ELSE m.state END
            FROM gone
            WHERE m.state IN ('ready', 'later', 'behind') AND m.user_id = gone.user_id
              AND m.channel_id = gone.channel_id AND m.chat BETWEEN gone.chat AND gone.chat
            """;

    // Who was behind what is settled comes first now.
    static final String ADVANCE = """
            UPDATE message m SET state = 'ready'
            FROM unnest(?::text[], ?::uuid[], ?::text[]) AS c (user_id, channel_id, chat)
            CROSS JOIN LATERAL (
                SELECT id, state FROM message w
                WHERE w.state IN ('ready', 'later', 'behind', 'sending')
                  AND w.user_id = c.user_id AND w.channel_id = c.channel_id AND w.chat BETWEEN c.chat AND c.chat
                ORDER BY w.chat, id LIMIT 1) AS first
            WHERE first.state = 'behind' AND m.user_id = c.user_id AND m.id = first.id
            """;

    // The clock runs from the end of a message: however long it was on its way, its receiver sees no more than it
    // takes. Its pause is one of all channels that share it.
    static final String PACE = """
            WITH tried AS MATERIALIZED (
                SELECT * FROM unnest(?::text[], ?::uuid[], ?::text[], ?::text[], ?::bigint[])
                     AS t (user_id, channel_id, receiver, chat, pause_ms)
            ), channel AS (
                UPDATE message_channel c
                SET sent_at = CASE WHEN c.per_second IS NULL THEN '{}' ELSE
                        ARRAY(SELECT s.at FROM unnest(c.sent_at) AS s (at)
                              WHERE s.at > clock_timestamp() - interval '1 second')
                        || array_fill(clock_timestamp(), ARRAY[t.number]) END,
                    paused_until = greatest(c.paused_until, CASE WHEN t.pause_ms > 0
                        THEN clock_timestamp() + t.pause_ms * interval '1 millisecond' END)
                FROM (SELECT user_id, channel_id, sum(number)::integer AS number, max(pause_ms) AS pause_ms
                      FROM (SELECT user_id, channel_id, 1 AS number, pause_ms FROM tried
                            UNION ALL
                            SELECT o.user_id, o.id, 0, tried.pause_ms
                            FROM tried JOIN message_channel o ON o.receiver = tried.receiver
                            WHERE tried.pause_ms > 0) AS each
                      GROUP BY 1, 2) AS t
                WHERE c.user_id = t.user_id AND c.id = t.channel_id
            )
            INSERT INTO message_chat AS s (user_id, channel_id, chat, sent_at)
            SELECT t.user_id, t.channel_id, t.chat, array_fill(clock_timestamp(), ARRAY[count(*)::integer])
            FROM tried t JOIN message_channel c ON c.user_id = t.user_id AND c.id = t.channel_id
            WHERE coalesce(c.chat_pause_ms, c.group_per_minute) IS NOT NULL
            GROUP BY 1, 2, 3
            ON CONFLICT ON CONSTRAINT pk_message_chat DO UPDATE
            SET sent_at = ARRAY(SELECT o.at FROM unnest(s.sent_at) AS o (at)
                                WHERE o.at > clock_timestamp() - interval '1 minute' ORDER BY 1) || excluded.sent_at
            """;

    static final String RIPEN = """
            UPDATE message SET state = 'ready'
            WHERE (user_id, id) IN (
                SELECT user_id, id FROM message
                WHERE state = 'later' AND due_at <= now()
                ORDER BY due_at LIMIT ?
                FOR UPDATE SKIP LOCKED)
            """;

    static final String LOST = """
            SELECT m.user_id, m.channel_id, m.id, m.chat, m.taken, m.failures, '{}' AS body, '' AS kind,
                   '' AS receiver, true AS is_limited
            FROM message m
            WHERE m.state = 'sending' AND m.due_at <= now()
            LIMIT ?
            """;

    static final String NEXT_DUE = """
            SELECT greatest(0, extract(epoch FROM min(due_at) - clock_timestamp()) * 1000)::bigint
            FROM message WHERE state = 'later' HAVING count(*) > 0
            """;

    private final Database database;
    private final MessageConfig config;

    QueueStore(Database database, MessageConfig config) {
        this.database = database;
        this.config = config;
    }

    /**
     * What a replica has room for.
     *
     * @param kinds of channels that it can send by
     * @param messages at most
     * @param ofOneUser at most, those among them that it {@code holds} already, by user
     */
    record Room(Set<String> kinds, int messages, int ofOneUser, Map<String, Integer> holds) {

        private int left(String user) {
            return ofOneUser - holds.getOrDefault(user, 0);
        }

        private String[] fullUsers() {
            return holds.keySet().stream().filter(user -> left(user) <= 0).toArray(String[]::new);
        }
    }

    /**
     * What a replica got.
     *
     * @param taken those of a chat in their order
     * @param putOff how many messages others come before, or a limit of their chat
     * @param paced how often a limit held something back
     * @param nextDue when something else becomes due; null if nothing will
     */
    record Round(List<Taken> taken, int putOff, int paced, Duration nextDue) {}

    private record Turn(String user, UUID channel) {}

    /** A turn whose receiver, which it may share, may be somebody else's at this moment. */
    private record Offer(Turn turn, String receiver, boolean isFree) {

        private static Offer of(ResultSet row) throws SQLException {
            return new Offer(
                    new Turn(row.getString("user_id"), row.getObject("id", UUID.class)),
                    row.getString("receiver"),
                    row.getBoolean("is_free"));
        }
    }

    /** Writes down what became of messages, and takes new ones: one transaction. */
    Round round(Collection<Report> reports, Room room) {
        return QuarkusTransaction.requiringNew().call(() -> {
            if (!reports.isEmpty()) {
                settle(List.copyOf(reports));
            }
            return claim(room);
        });
    }

    /** Messages whose replica has fallen silent, of whatever channel; bounded. */
    List<Taken> lost() {
        return database.list(LOST, Taken::of, LOST_AT_ONCE);
    }

    /** Keeps all others from taking or settling messages of these channels, until the transaction ends. */
    void lock(Collection<Chat> chats) {
        lockAll(turnsOf(chats), Set.of());
    }

    /** The same for one channel; nothing happens when it is gone. */
    void lock(String user, UUID channel) {
        lockAll(Set.of(new Turn(user, channel)), Set.of());
    }

    private static Set<Turn> turnsOf(Collection<Chat> chats) {
        return chats.stream().map(chat -> new Turn(chat.user(), chat.channel())).collect(Collectors.toSet());
    }

    /** Locks channels, and all those of {@code receivers}. */
    private void lockAll(Set<Turn> channels, Set<String> receivers) {
        database.one(
                LOCK,
                row -> row.getLong(1),
                column(channels, Turn::user, String[]::new),
                column(channels, Turn::channel, UUID[]::new),
                receivers.toArray(String[]::new));
    }

    /** Lets those go on that were behind a message which is settled now; the channel must be locked. */
    void advance(Collection<Chat> chats) {
        database.update(
                ADVANCE,
                column(chats, Chat::user, String[]::new),
                column(chats, Chat::channel, UUID[]::new),
                column(chats, Chat::chat, String[]::new));
    }

    private void settle(List<Report> reports) {
        lockAll(
                turnsOf(reports.stream().map(report -> report.taken().chat()).toList()),
                reports.stream()
                        .filter(report -> report.ending() == Ending.SLOWED)
                        .map(report -> report.taken().receiver())
                        .collect(Collectors.toSet()));
        List<Chat> gone = new ArrayList<>();
        database.list(
                SETTLE,
                row -> {
                    if (!row.getString("state").equals("ready")
                            && !row.getString("state").equals("later")) {
                        gone.add(new Chat(
                                row.getString("user_id"),
                                row.getObject("channel_id", UUID.class),
                                row.getString("chat")));
                    }
                    return null;
                },
                (double) config.retryAfter().toMillis(),
                (double) config.retryAfter().toMillis(),
                (double) config.retryAfterAtMost().toMillis(),
                config.maxFailures(),
                config.maxFailures(),
                config.longest().toMillis(),
                column(reports, report -> report.taken().message().user(), String[]::new),
                column(reports, report -> report.taken().id(), UUID[]::new),
                column(reports, report -> report.taken().number(), Integer[]::new),
                column(reports, report -> report.ending().name(), String[]::new),
                column(reports, Report::said, String[]::new));
        move(reports.stream()
                .filter(report -> report.ending() == Ending.MOVED)
                .collect(Collectors.toMap(report -> report.taken().chat(), Report::said, (said, again) -> again)));
        if (!gone.isEmpty()) {
            advance(Set.copyOf(gone));
        }
        pace(reports.stream()
                .filter(Report::wasTried)
                .filter(report -> report.taken().isLimited() || report.ending() == Ending.SLOWED)
                .toList());
    }

    private void move(Map<Chat, String> moved) {
        if (!moved.isEmpty()) {
            List<Chat> chats = List.copyOf(moved.keySet());
            database.update(
                    MOVE,
                    column(chats, Chat::user, String[]::new),
                    column(chats, Chat::channel, UUID[]::new),
                    column(chats, Chat::chat, String[]::new),
                    column(chats, moved::get, String[]::new));
        }
    }

    private void pace(List<Report> tried) {
        if (!tried.isEmpty()) {
            database.update(
                    PACE,
                    column(tried, report -> report.taken().message().user(), String[]::new),
                    column(tried, report -> report.taken().message().channel(), UUID[]::new),
                    column(tried, report -> report.taken().receiver(), String[]::new),
                    column(tried, report -> report.taken().message().chat(), String[]::new),
                    column(tried, report -> report.pause().toMillis(), Long[]::new));
        }
    }

    private Round claim(Room room) {
        database.update(RIPEN, RIPE);
        List<Turn> turns = room.messages() <= 0
                ? List.of()
                : oneOfEachReceiver(database.list(
                        TURNS, Offer::of, room.kinds().toArray(String[]::new), room.fullUsers(), CHANNELS));
        if (turns.isEmpty()) {
            return new Round(List.of(), 0, 0, nextDue());
        }
        Map<Turn, Integer> shares = shares(turns, room);
        List<Taken> taken = new ArrayList<>();
        int[] counts = new int[2];
        database.list(
                CLAIM,
                row -> {
                    counts[0] = row.getInt("put_off");
                    counts[1] = row.getInt("paced_chats") + row.getInt("paced_channels");
                    return row.getObject("id") == null ? null : taken.add(Taken.of(row));
                },
                column(shares.keySet(), Turn::user, String[]::new),
                column(shares.keySet(), Turn::channel, UUID[]::new),
                shares.values().toArray(Integer[]::new),
                config.maxTrain(),
                config.lease().toMillis());
        return new Round(taken, counts[0], counts[1], taken.isEmpty() ? nextDue() : Duration.ZERO);
    }

    /** What a receiver takes is left to the one that has waited for longest of those that share it. */
    private static List<Turn> oneOfEachReceiver(List<Offer> offers) {
        Set<String> receivers = new HashSet<>();
        return offers.stream()
                .filter(offer -> offer.isFree() && (offer.receiver() == null || receivers.add(offer.receiver())))
                .map(Offer::turn)
                .toList();
    }

    /** How much each may take. Who gets nothing since others of its user are before it keeps its turn. */
    private static Map<Turn, Integer> shares(List<Turn> turns, Room room) {
        int share = Math.ceilDiv(room.messages(), turns.size());
        Map<String, Integer> given = new HashMap<>();
        Map<Turn, Integer> shares = new LinkedHashMap<>();
        for (Turn turn : turns) {
            int left = room.left(turn.user()) - given.getOrDefault(turn.user(), 0);
            if (left > 0) {
                shares.put(turn, Math.min(share, left));
                given.merge(turn.user(), Math.min(share, left), Integer::sum);
            }
        }
        return shares;
    }

    private Duration nextDue() {
        return database.one(NEXT_DUE, row -> Duration.ofMillis(row.getLong(1))).orElse(null);
    }

    private static <R, T> T[] column(Collection<R> rows, Function<R, T> value, IntFunction<T[]> array) {
        return rows.stream().map(value).toArray(array);
    }
}
