package dev.trainyard.quiz.announcement;

import dev.trainyard.kit.database.Database;
import dev.trainyard.quiz.authoring.QuizStatus;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Table announcement, each call one statement. */
@ApplicationScoped
class AnnouncementStore {

    private static final String VIEW = "channel_id, chat, moments, updated_at ";

    // The channel first, as whoever removes one does it: else each could wait for the other.
    private static final String PUT = """
            WITH channel AS MATERIALIZED (
                SELECT user_id, id FROM message_channel
                WHERE user_id = ? AND id = ? AND removed_at IS NULL
                FOR KEY SHARE
            )
            INSERT INTO announcement (user_id, quiz_id, channel_id, chat, moments)
            SELECT user_id, ?, id, ?, ?::text[] FROM channel
            ON CONFLICT (user_id, quiz_id) DO UPDATE
            SET channel_id = excluded.channel_id, chat = excluded.chat, moments = excluded.moments, updated_at = now()
            RETURNING
            """ + VIEW;

    static final String ONE = "SELECT " + VIEW + "FROM announcement WHERE user_id = ? AND quiz_id = ?";

    /** What there is to tell, when the quiz is to be told of at that moment. */
    static final String NEWS = """
            SELECT a.channel_id, a.chat, a.moments, q.title, q.join_code,
                   (SELECT count(*) FROM question p WHERE p.user_id = q.user_id AND p.quiz_id = q.id) AS questions,
                   (SELECT count(*) FROM player p WHERE p.creator_id = q.user_id AND p.quiz_id = q.id) AS players
            FROM announcement a JOIN quiz q ON q.user_id = a.user_id AND q.id = a.quiz_id
            WHERE a.user_id = ? AND a.quiz_id = ? AND a.moments && ?::text[]
            """;

    private final Database database;

    AnnouncementStore(Database database) {
        this.database = database;
    }

    /**
     * What there is to tell of a quiz, and where.
     *
     * @param moments those that are to be told of
     * @param joinCode null when it is closed
     */
    record News(
            UUID channel,
            String chat,
            List<AnnouncedMoment> moments,
            String title,
            String joinCode,
            int questions,
            long players) {}

    /** How far a user's quiz has come; empty when there is none. */
    Optional<QuizStatus> status(String user, UUID quiz) {
        return database.one(
                "SELECT status FROM quiz WHERE user_id = ? AND id = ?",
                row -> QuizStatus.of(row.getString("status")),
                user,
                quiz);
    }

    /** Says where a quiz is told of, over what was said before; empty when the channel has just been removed. */
    Optional<AnnouncementView> put(String user, UUID quiz, AnnouncementDraft draft) {
        return database.one(
                PUT, AnnouncementStore::view, user, draft.channelId(), quiz, draft.chat(), codes(draft.on()));
    }

    Optional<AnnouncementView> find(String user, UUID quiz) {
        return database.one(ONE, AnnouncementStore::view, user, quiz);
    }

    boolean delete(String user, UUID quiz) {
        return database.update("DELETE FROM announcement WHERE user_id = ? AND quiz_id = ?", user, quiz) == 1;
    }

    /** What there is to tell of a quiz; empty when none of these moments is to be told of. */
    Optional<News> news(String user, UUID quiz, List<AnnouncedMoment> moments) {
        return database.one(NEWS, AnnouncementStore::news, user, quiz, codes(moments));
    }

    private static News news(ResultSet row) throws SQLException {
        return new News(
                row.getObject("channel_id", UUID.class),
                row.getString("chat"),
                moments(row),
                row.getString("title"),
                row.getString("join_code"),
                row.getInt("questions"),
                row.getLong("players"));
    }

    private static AnnouncementView view(ResultSet row) throws SQLException {
        return new AnnouncementView(
                row.getObject("channel_id", UUID.class),
                row.getString("chat"),
                moments(row),
                row.getObject("updated_at", OffsetDateTime.class).toInstant());
    }

    private static List<AnnouncedMoment> moments(ResultSet row) throws SQLException {
        return Arrays.stream((String[]) row.getArray("moments").getArray())
                .map(AnnouncedMoment::of)
                .toList();
    }

    private static String[] codes(Collection<AnnouncedMoment> moments) {
        return moments.stream().sorted().map(AnnouncedMoment::code).toArray(String[]::new);
    }
}
