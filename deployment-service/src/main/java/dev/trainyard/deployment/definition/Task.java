package dev.trainyard.deployment.definition;

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
     * @param until stops {@code ANY} from going on; null for after one event
     * @param foreach what is done with each event; null for nothing
     * @param read what of each event is given
     */
    record Listen(TaskHead head, Consume which, List<EventFilter> filters, Expression until, Foreach foreach, Read read)
            implements Task {}

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

    /** What is done with each event. */
    record Foreach(String item, String at, List<Task> tasks) {}

    /**
     * Which events are meant.
     *
     * @param attributes an event matches when each of these attributes is equal to, or as an expression holds for, its own
     */
    record EventFilter(Template attributes, List<Correlation> correlations) {}

    /**
     * What events must have in common.
     *
     * @param from what of the event, {@code expect} what it must be equal to, or null for what the first event had
     */
    record Correlation(String name, Expression from, Template expect) {}
}
