package dev.trainyard.deployment.definition;

/** Where a run goes on after a task. */
public sealed interface Then {

    /** With the task below it in the same list; after the last one, with whatever the list is part of. */
    record Continue() implements Then {}

    /** With whatever the list is part of. */
    record Exit() implements Then {}

    /** Nowhere: the workflow is finished. */
    record End() implements Then {}

    /** With the task of this name, in the same list. */
    record Goto(String name) implements Then {}
}
