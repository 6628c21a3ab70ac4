package dev.trainyard.deployment.definition;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trainyard.deployment.expression.Expression;
import dev.trainyard.deployment.expression.Template;
import java.util.List;

/** A task of the Serverless Workflow DSL 1.0 that we run. What a task does not say is null, unless said otherwise. */
public sealed interface Task {

    TaskHead head();

    /** Makes data. */
    record Set(TaskHead head, Template value) implements Task {}

    /** A list of tasks. */
    record Do(TaskHead head, List<Task> tasks) implements Task {}

    /** Goes where the first case that holds says. */
    record Switch(TaskHead head, List<Case> cases) implements Task {}

    /**
     * A case of a switch.
     *
     * @param when null for the case that always matches
     */
    record Case(String name, Expression when, Then then) {}

    /**
     * A loop.
     *
     * @param each the variable of the item, without the dollar sign; {@code item} by default
     * @param at the variable of its index; {@code index} by default
     * @param in gives the items
     * @param whileHolds asked before each round
     */
    record For(TaskHead head, String each, String at, Expression in, Expression whileHolds, List<Task> tasks)
            implements Task {}

    /**
     * Branches side by side.
     *
     * @param compete whether the first branch that ends is the only one that counts
     */
    record Fork(TaskHead head, List<Task> branches, boolean compete) implements Task {}

    /** Tasks whose errors are caught. */
    record Try(TaskHead head, List<Task> tasks, Catch caught) implements Task {}

    /**
     * What is done with an error.
     *
     * @param errors an error is caught only if it has all of its members, with these values
     * @param as the name of the error among the variables
     * @param tasks what is done with a caught error that is not tried again; empty for nothing
     */
    record Catch(Template errors, String as, Expression when, Expression exceptWhen, Retry retry, List<Task> tasks) {}

    /**
     * How often and when something is tried again.
     *
     * @param attempts at most so many times again
     * @param attemptDuration of each
     * @param within of all together
     */
    record Retry(
            Expression when,
            Expression exceptWhen,
            DurationTemplate delay,
            Backoff backoff,
            Integer attempts,
            DurationTemplate attemptDuration,
            DurationTemplate within,
            DurationTemplate jitterFrom,
            DurationTemplate jitterTo) {}

    /** How the delay grows from one attempt to the next. */
    enum Backoff {
        CONSTANT,
        LINEAR,
        EXPONENTIAL
    }

    /** A pause. */
    record Wait(TaskHead head, DurationTemplate duration) implements Task {}

    /**
     * Raises an error.
     *
     * @param error type, status, title, detail, instance, as an object
     */
    record Raise(TaskHead head, Template error) implements Task {}

    /**
     * A call over HTTP.
     *
     * @param uri gives the address, with the path's variables filled in
     * @param authentication as the definition has it, references resolved: one of basic, bearer
     * @param output what of the answer is the task's: raw, content or response
     * @param redirect whether answers 3xx are no errors
     */
    record CallHttp(
            TaskHead head,
            String method,
            Template uri,
            Template authentication,
            Template headers,
            Template query,
            Template body,
            Output output,
            boolean redirect)
            implements Task {}

    /** What a call gives. */
    enum Output {
        RAW,
        CONTENT,
        RESPONSE
    }

    /**
     * Gives an event to the runs that listen.
     *
     * @param event a CloudEvent's attributes and data; id, time and source are filled in when they are not said
     */
    record Emit(TaskHead head, Template event) implements Task {}

    /**
     * Waits for events.
     *
     * @param which how many of the filters must have had their event
     * @param filters of {@code ANY} there may be none: then each event counts
     * @param until stops {@code ANY} from going on; null, and {@code untilEvents} too, for after one event
     * @param untilEvents the events that stop {@code ANY}, which are not in the output
     * @param foreach what is done with each event; null for nothing
     * @param read what of each event is given
     */
    record Listen(
            TaskHead head,
            Consume which,
            List<EventFilter> filters,
            Expression until,
            Events untilEvents,
            Foreach foreach,
            Read read)
            implements Task {}

    /** Events that are waited for. */
    record Events(Consume which, List<EventFilter> filters) {}

    /** How many filters must have had their event. */
    enum Consume {
        ONE,
        ANY,
        ALL
    }

    /** What of an event is given. */
    enum Read {
        DATA,
        ENVELOPE,
        RAW
    }

    /**
     * What is done with each event.
     *
     * @param item the variable of the event, without the dollar sign; {@code item} by default
     * @param at the variable of its index; {@code index} by default
     * @param tasks empty for none
     * @param outputAs makes of the last task's output what is in the task's; null for that itself
     * @param exportAs makes the context; null for none
     */
    record Foreach(
            String item,
            String at,
            List<Task> tasks,
            Template outputAs,
            DataSchema outputSchema,
            Template exportAs,
            DataSchema exportSchema) {}

    /**
     * Which events are meant.
     *
     * @param attributes an object, as the definition has it: an event matches when each of these attributes is equal to, or, if
     *     it is text in <code>${ }</code>, as an expression over the event's own holds. It is never evaluated over the run's data
     */
    record EventFilter(JsonNode attributes, List<Correlation> correlations) {}

    /**
     * What events must have in common.
     *
     * @param from what of the event, which is {@code .}
     * @param expect what it must be equal to, evaluated over the run's data; null for what the first event had
     */
    record Correlation(String name, Expression from, Template expect) {}
}
