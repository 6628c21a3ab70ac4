package dev.trainyard.quiz.announcement;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trainyard.quiz.announcement.AnnouncementStore.News;
import dev.trainyard.quiz.leaderboard.FinalRanking;
import dev.trainyard.quiz.leaderboard.FinalRanking.RankedPlayer;
import dev.trainyard.quiz.lifecycle.QuizCourse;
import dev.trainyard.quiz.lifecycle.QuizEnd;
import dev.trainyard.quiz.message.Messages;
import dev.trainyard.quiz.message.NewMessage;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/**
 * Tells of the course of quizzes: puts messages into the queue in the transaction that changes the quiz, so that there is
 * one exactly if it has changed. That a quiz is closed is told when everybody's place is certain.
 */
@ApplicationScoped
@Priority(Announcer.BEFORE_ROWS_ARE_LOCKED)
class Announcer implements QuizCourse, QuizEnd {

    /** Ranking a large quiz takes a while, in which nobody is to wait for what others write. */
    static final int BEFORE_ROWS_ARE_LOCKED = 1_000_000;

    /** As many fit into a message of Telegram's, whatever their names. */
    private static final int MOST_NAMED = 10;

    private final AnnouncementStore announcements;
    private final Messages messages;
    private final FinalRanking ranking;
    private final ObjectMapper mapper;

    Announcer(AnnouncementStore announcements, Messages messages, FinalRanking ranking, ObjectMapper mapper) {
        this.announcements = announcements;
        this.messages = messages;
        this.ranking = ranking;
        this.mapper = mapper;
    }

    @Override
    public void opened(String creator, UUID quiz) {
        tell(creator, quiz, List.of(AnnouncedMoment.OPENED));
    }

    @Override
    public void started(String creator, UUID quiz) {
        tell(creator, quiz, List.of(AnnouncedMoment.STARTED));
    }

    @Override
    public void settled(String creator, UUID quiz) {
        tell(creator, quiz, List.of(AnnouncedMoment.CLOSED, AnnouncedMoment.LEADERBOARD));
    }

    private void tell(String creator, UUID quiz, List<AnnouncedMoment> moments) {
        announcements
                .news(creator, quiz, moments)
                .ifPresent(news -> messages.enqueue(moments.stream()
                        .filter(news.moments()::contains)
                        .map(moment -> new NewMessage(
                                creator,
                                news.channel(),
                                news.chat(),
                                0,
                                "quiz " + quiz + " " + moment.code(),
                                body(creator, quiz, moment, news)))
                        .toList()));
    }

    private ObjectNode body(String creator, UUID quiz, AnnouncedMoment moment, News news) {
        ObjectNode body = mapper.createObjectNode()
                .put("event", "quiz." + moment.code())
                .put("quizId", quiz.toString())
                .put("title", news.title());
        Wording wording = new Wording().bold(news.title());
        switch (moment) {
            case OPENED -> {
                body.put("joinCode", news.joinCode()).put("questions", news.questions());
                wording.say(" is open. Join with the code ")
                        .code(news.joinCode())
                        .say(".");
            }
            case STARTED -> {
                body.put("joinCode", news.joinCode()).put("questions", news.questions());
                wording.say(" has started: " + counted(news.questions(), "question") + ".");
            }
            case CLOSED -> {
                body.put("players", news.players());
                wording.say(" is closed: " + counted(news.players(), "player") + " took part.");
            }
            case LEADERBOARD -> best(creator, quiz, body, wording);
        }
        return body.put("text", wording.plain()).put("html", wording.html());
    }

    private void best(String creator, UUID quiz, ObjectNode body, Wording wording) {
        var leaderboard = body.putArray("leaderboard");
        List<RankedPlayer> players = ranking.best(creator, quiz, MOST_NAMED);
        wording.say(players.isEmpty() ? ": nobody has answered anything." : ": the best.");
        for (RankedPlayer player : players) {
            leaderboard
                    .addObject()
                    .put("rank", player.rank())
                    .put("name", player.name())
                    .put("points", player.points())
                    .put("correct", player.correct())
                    .put("answered", player.answered());
            wording.say("\n" + player.rank() + ". ").bold(player.name()).say(": " + counted(player.points(), "point"));
        }
    }

    private static String counted(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
