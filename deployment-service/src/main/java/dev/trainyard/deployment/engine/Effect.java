package dev.trainyard.deployment.engine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trainyard.deployment.definition.Task;
import java.util.List;
import java.util.Map;

/**
 * Something that a run needs from outside. After a crash it is asked for again, by the same id: whoever does it may use run
 * and id to do it once.
 */
public sealed interface Effect {

    /** Unique in its run, and the same after a restore. */
    String id();

    /**
     * A call over HTTP. Its templates are evaluated by whoever calls, who alone knows {@code $secrets}.
     *
     * @param input what {@code .} is
     * @param variables all but {@code $secrets}
     */
    record Call(String id, Task.CallHttp task, JsonNode input, Map<String, JsonNode> variables) implements Effect {}

    /**
     * Gives an event to the runs of the same owner that listen.
     *
     * @param event attributes and data, complete but for id, time and source, if they were not said
     */
    record Emit(String id, JsonNode event) implements Effect {}

    /**
     * Waits for the next event of the run's owner. It is complete with one event or more, in the order of their coming, each a
     * whole CloudEvent; the run asks again, by another id, when they are not enough for it.
     *
     * @param filters the attributes that an event must have, of any one of them; a text in <code>${ }</code> is an expression
     *     over the event's attribute, which needs no variables and must give {@code true}: {@link EventMatcher} knows
     * @param continues the effect that this one goes on from: an event that came after what completed that one, and before
     *     this one, counts too; null for events that come from now on
     */
    record Listen(String id, List<JsonNode> filters, String continues) implements Effect {}
}
