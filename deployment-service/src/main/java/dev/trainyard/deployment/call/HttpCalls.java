package dev.trainyard.deployment.call;

import dev.trainyard.deployment.engine.Effect;
import dev.trainyard.deployment.engine.EffectResult;
import dev.trainyard.deployment.secret.Secrets;
import dev.trainyard.kit.outward.Answer;
import dev.trainyard.kit.outward.Deadline;
import dev.trainyard.kit.outward.Outgoing;
import dev.trainyard.kit.outward.OutwardCalls;
import dev.trainyard.kit.outward.OutwardFailure;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Makes the calls of runs to the outside. Where they go is checked, what they take is bounded, and no secret comes back. */
// So that its metrics are there before they are needed.
@Startup
@ApplicationScoped
public class HttpCalls {

    private static final Logger LOG = Logger.getLogger(HttpCalls.class);

    private final CallConfig config;
    private final Secrets secrets;
    private final Requests requests;
    private final Turns turns;
    private final OutwardCalls outward;
    private final Answers answers;
    private final MeterRegistry metrics;

    HttpCalls(
            CallConfig config,
            Secrets secrets,
            Requests requests,
            Turns turns,
            OutwardCalls outward,
            Answers answers,
            MeterRegistry metrics) {
        this.config = config;
        this.secrets = secrets;
        this.requests = requests;
        this.turns = turns;
        this.outward = outward;
        this.answers = answers;
        this.metrics = metrics;
        // Before the first one, too: an alert asks whether it has become more.
        timer("forbidden");
    }

    /**
     * Makes a call, and waits for what comes of it no longer than a call may take. Nothing is tried again but an address
     * that no connection could be made to.
     *
     * <p>Stops when the thread is interrupted: the connection is closed, the thread stays interrupted, and what it returns
     * is of no use.
     */
    public EffectResult perform(String user, UUID run, Effect.Call call) {
        long start = System.nanoTime();
        Masks masks = new Masks();
        String outcome = "failed";
        try {
            Deadline deadline = Deadline.in(config.timeout());
            Outgoing first = requests.of(run, call, new UsedSecrets(secrets, user, masks), masks);
            EffectResult result = turns.ofUser(user, deadline, () -> {
                Journey journey = travel(first, call.task().redirect(), deadline);
                return new EffectResult.Success(
                        answers.output(call.task(), journey.request(), journey.answer(), masks));
            });
            outcome = "answered";
            return result;
        } catch (CallFailure failure) {
            outcome = failure.outcome();
            return failed(failure, call, masks);
        } catch (OutwardFailure outside) {
            CallFailure failure = CallFailure.of(outside);
            outcome = failure.outcome();
            return failed(failure, call, masks);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            outcome = "stopped";
            return failed(CallFailure.communication(503, "The call was stopped."), call, masks);
        } catch (Exception unexpected) {
            // With no word of its own: nobody knows whether they are the request's.
            LOG.errorf(
                    "A call of run %s failed unexpectedly: %s",
                    run, unexpected.getClass().getName());
            return failed(CallFailure.communication(500, "The call failed on our side."), call, masks);
        } finally {
            timer(outcome).record(Duration.ofNanos(System.nanoTime() - start));
        }
    }

    private Timer timer(String outcome) {
        return Timer.builder("trainyard.deployment.calls")
                .description("Calls of runs to the outside, with all that they wait for")
                .tag("outcome", outcome)
                .register(metrics);
    }

    private static EffectResult failed(CallFailure failure, Effect.Call call, Masks masks) {
        return new EffectResult.Failure(failure.at(call.task().head().pointer(), masks));
    }

    /** The last request and its answer. */
    private record Journey(Outgoing request, Answer answer) {}

    private Journey travel(Outgoing first, boolean follows, Deadline deadline) throws Exception {
        Outgoing request = first;
        for (int redirects = 0; ; redirects++) {
            Outgoing next = request;
            Answer answer = turns.toHost(next.target(), deadline, () -> outward.send(next, deadline));
            String location = answer.header("Location");
            if (!follows || !answer.isRedirection() || location == null) {
                return new Journey(request, answer);
            }
            if (redirects == config.maxRedirects()) {
                throw CallFailure.communication(
                        502, first.target().origin() + " redirects more than " + config.maxRedirects() + " times.");
            }
            request = request.redirected(answer.status(), location);
        }
    }
}
