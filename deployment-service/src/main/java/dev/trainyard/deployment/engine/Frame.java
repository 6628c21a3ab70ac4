package dev.trainyard.deployment.engine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trainyard.deployment.definition.Task;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A task that is to be done, or being done: its place among the others, its data, and what it waits for. */
final class Frame {

    final long id;

    /** What it is part of; null for the workflow itself. */
    final Frame parent;

    /** Null for the workflow itself. */
    final Task task;

    /** Which task of its list, or which branch, it is. */
    final int slot;

    final int depth;
    final Activity activity;
    final JsonNode rawInput;

    /** The variables that what surrounds it gives; null for none. */
    final Scope scope;

    /** Which attempt of the try that surrounds it most closely. */
    final int attempt;

    final List<Frame> children = new ArrayList<>(1);

    /** After {@code input.from}; null until then. */
    JsonNode input;

    /** Null until it is begun. */
    Instant startedAt;

    /** When its timeout fires; null for never. */
    Instant deadline;

    /** When its activity is to go on by itself; null for not. */
    Instant timer;

    /** The id of the effect that it waits for; null for none. */
    String effect;

    /** The workflow's context as it was when the effect was asked for, which is what a repeated effect must see. */
    JsonNode effectContext;

    boolean isOver;

    Frame(long id, Frame parent, Task task, int slot, JsonNode rawInput) {
        this(
                id,
                parent,
                task,
                slot,
                rawInput,
                parent == null ? null : parent.activity.scope(parent),
                parent == null ? 1 : parent.activity.attempt(parent));
    }

    Frame(long id, Frame parent, Task task, int slot, JsonNode rawInput, Scope scope, int attempt) {
        this.id = id;
        this.parent = parent;
        this.task = task;
        this.slot = slot;
        this.depth = parent == null ? 0 : parent.depth + 1;
        this.activity = Activity.of(task);
        this.rawInput = rawInput;
        this.scope = scope;
        this.attempt = attempt;
    }

    boolean isBegun() {
        return startedAt != null;
    }

    String pointer() {
        return task == null ? "/do" : task.head().pointer();
    }
}
