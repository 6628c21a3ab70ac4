package dev.trainyard.deployment.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.trainyard.deployment.engine.Effect;
import dev.trainyard.deployment.engine.EffectResult;
import dev.trainyard.deployment.engine.WorkflowError;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** The world outside: remembers who asked it for what, and answers when it likes. */
final class TestCalls implements Calls {

    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final AtomicInteger interrupted = new AtomicInteger();
    private volatile CountDownLatch held = new CountDownLatch(0);
    private volatile Runnable onCall = () -> {};
    private volatile JsonNode answer = JsonNodeFactory.instance.objectNode().put("answer", 42);

    record Asked(UUID run, String effect, String task) {}

    /** Lets calls wait until {@link #answer()}. */
    TestCalls hold() {
        held = new CountDownLatch(1);
        return this;
    }

    void answer() {
        held.countDown();
    }

    void answers(JsonNode output) {
        answer = output;
    }

    void onCall(Runnable act) {
        onCall = act;
    }

    List<Asked> asked() {
        return asked;
    }

    /** The names of the tasks that called. */
    List<String> tasks() {
        return asked.stream().map(Asked::task).toList();
    }

    int interrupted() {
        return interrupted.get();
    }

    @Override
    public EffectResult perform(String user, UUID run, Effect.Call call) {
        asked.add(new Asked(run, call.id(), call.task().head().name()));
        onCall.run();
        try {
            held.await();
            return new EffectResult.Success(answer);
        } catch (InterruptedException unwanted) {
            interrupted.incrementAndGet();
            return new EffectResult.Failure(new WorkflowError("urn:interrupted", 500, null, null, "/"));
        }
    }
}
