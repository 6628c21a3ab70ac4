package dev.trainyard.quiz.message;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.kit.monitoring.AdminRequest;
import dev.trainyard.kit.monitoring.AdminRoutes;
import dev.trainyard.kit.page.Cursor;
import dev.trainyard.kit.page.Page;
import dev.trainyard.kit.page.PageQuery;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.UUID;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jboss.logging.Logger;

/** The queue on the management port: what is dead, sending it again, dropping it, and pausing a channel; for admins. */
@ApplicationScoped
class MessageRoutes {

    private static final Logger LOG = Logger.getLogger(MessageRoutes.class);

    private static final String DEAD = "/monitoring/messages/dead";
    private static final String CHANNELS = "/monitoring/message-channels/:id";
    private static final UUID AFTER_ALL = new UUID(-1, -1);
    private static final int REPLAYED_AT_ONCE = 1_000;

    private final AdminRoutes admins;
    private final MessageStore messages;

    MessageRoutes(AdminRoutes admins, MessageStore messages) {
        this.admins = admins;
        this.messages = messages;
    }

    /** For how long a channel is paused; a route's body, which Quarkus does not see. */
    @RegisterForReflection
    record PauseDraft(
            @NotNull @DurationMin(seconds = 1) @DurationMax(days = 30)
            Duration duration) {}

    /** How many messages it was. */
    @RegisterForReflection
    record Done(int messages) {}

    /** Until when a channel is paused; null for not at all. */
    @RegisterForReflection
    record Paused(UUID channelId, Instant pausedUntil) {}

    void serve(@Observes ManagementInterface management) {
        Router router = management.router();
        admins.serve(router, HttpMethod.GET, DEAD, request -> list(request.page()));
        admins.serve(router, HttpMethod.POST, DEAD + "/:id/replay", this::replay);
        admins.serve(router, HttpMethod.POST, DEAD + "/:id/drop", this::drop);
        admins.serve(router, HttpMethod.POST, CHANNELS + "/replay", this::replayChannel);
        admins.serve(router, HttpMethod.POST, CHANNELS + "/pause", this::pause);
        admins.serve(router, HttpMethod.POST, CHANNELS + "/resume", this::resume);
    }

    private Page<DeadMessage> list(PageQuery page) {
        UUID before = page.cursor(1).map(cursor -> cursor.uuid(0)).orElse(AFTER_ALL);
        return Page.of(messages.dead(before, page.limitPlusOne()), page, last -> Cursor.after(last.id()));
    }

    private Done replay(AdminRequest request) {
        UUID id = id(request, "dead message");
        boolean isSentAgain = messages.replay(id).orElseThrow(() -> Problem.notFound("dead message"));
        LOG.infof("Message %s is %s, asked by %s", id, isSentAgain ? "sent again" : "cancelled", request.admin());
        return new Done(isSentAgain ? 1 : 0);
    }

    private Done drop(AdminRequest request) {
        UUID id = id(request, "dead message");
        if (!messages.drop(id)) {
            throw Problem.notFound("dead message");
        }
        LOG.infof("Message %s is dropped by %s", id, request.admin());
        return new Done(1);
    }

    private Done replayChannel(AdminRequest request) {
        UUID channel = id(request, "channel");
        int replayed = Collections.frequency(messages.replayChannel(channel, REPLAYED_AT_ONCE), true);
        LOG.infof("%d messages of channel %s are sent again, asked by %s", replayed, channel, request.admin());
        return new Done(replayed);
    }

    private Paused pause(AdminRequest request) {
        Instant until = Instant.now().plus(request.body(PauseDraft.class).duration());
        return pause(request, until);
    }

    private Paused resume(AdminRequest request) {
        return pause(request, null);
    }

    private Paused pause(AdminRequest request, Instant until) {
        UUID channel = id(request, "channel");
        if (!messages.pause(channel, until)) {
            throw Problem.notFound("channel");
        }
        LOG.infof("Channel %s is %s by %s", channel, until == null ? "resumed" : "paused", request.admin());
        return new Paused(channel, until);
    }

    private static UUID id(AdminRequest request, String noun) {
        try {
            return UUID.fromString(request.path("id"));
        } catch (IllegalArgumentException noId) {
            throw Problem.notFound(noun);
        }
    }
}
