package dev.trainyard.quiz.announcement;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.problem.Violation;
import dev.trainyard.quiz.authoring.QuizStatus;
import dev.trainyard.quiz.channel.Channels;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** The rules of announcements. */
@ApplicationScoped
class AnnouncementService {

    private final AnnouncementStore announcements;
    private final Channels channels;

    AnnouncementService(AnnouncementStore announcements, Channels channels) {
        this.announcements = announcements;
        this.channels = channels;
    }

    /**
     * Says where a quiz is told of.
     *
     * @throws Problem 404 when it is not the user's, 409 when it is closed, 400 when the channel is not the user's or has no
     *     such chat
     */
    AnnouncementView put(String user, UUID quiz, AnnouncementDraft draft) {
        QuizStatus status = announcements.status(user, quiz).orElseThrow(() -> Problem.notFound("quiz"));
        if (status == QuizStatus.CLOSED) {
            throw status.conflict();
        }
        channels.checkChat(user, draft.channelId(), draft.chat(), AnnouncementService::noChannel);
        return announcements.put(user, quiz, draft).orElseThrow(AnnouncementService::noChannel);
    }

    AnnouncementView read(String user, UUID quiz) {
        return announcements.find(user, quiz).orElseThrow(AnnouncementService::absent);
    }

    void delete(String user, UUID quiz) {
        if (!announcements.delete(user, quiz)) {
            throw absent();
        }
    }

    private static Problem noChannel() {
        return Problem.invalid(Violation.inBody("/channelId", "must be one of your message channels"));
    }

    private static Problem absent() {
        return Problem.notFound("announcement");
    }
}
