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
     * Waits for events of the run's owner that come from now on.
     *
     * @param filters the attributes that an event must have; a text in {@code ${ }} is an expression over the event's attribute
     * @param consume how many of them must have had their event
     */
    record Listen(String id, List<JsonNode> filters, Task.Consume consume, Task.Read read) implements Effect {}
}
