package dev.trainyard.deployment.definition;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The ways through a list of tasks. What depends on data is taken for possible, so that only what can never happen, or never
 * end, is reported; what else runs for too long is stopped by the limits of a run.
 */
final class TaskFlow {

    private final List<Task> tasks;
    private final Map<String, Integer> positions = new HashMap<>();
    private final List<BitSet> next;
    private final List<BitSet> previous;
    // The tasks after which the list may be over.
    private final BitSet last = new BitSet();

    private TaskFlow(List<Task> tasks) {
        this.tasks = tasks;
        for (int i = 0; i < tasks.size(); i++) {
            positions.put(tasks.get(i).head().name(), i);
        }
        this.next = tasks.stream().map(task -> new BitSet()).toList();
        this.previous = tasks.stream().map(task -> new BitSet()).toList();
        for (int i = 0; i < tasks.size(); i++) {
            connect(i);
        }
    }

    /** Reports the tasks of a list, each at its place, that are never reached, and the first that never comes to an end. */
    static void check(List<Task> tasks, List<Place> places, Report report) {
        TaskFlow flow = new TaskFlow(tasks);
        BitSet first = new BitSet();
        first.set(0, Math.min(1, tasks.size()));
        BitSet reached = closure(first, flow.next);
        BitSet ending = closure(flow.last, flow.previous);
        boolean isEndless = false;
        for (int i = 0; i < tasks.size(); i++) {
            if (!reached.get(i)) {
                report.add(places.get(i), "is never reached");
            } else if (!isEndless && !ending.get(i)) {
                report.add(
                        places.get(i),
                        "leads back to itself without end: no way on, by a switch or an if, ends this list");
                isEndless = true;
            }
        }
    }

    /** What can be come to from {@code start}, itself included. */
    private static BitSet closure(BitSet start, List<BitSet> ways) {
        BitSet reached = (BitSet) start.clone();
        Deque<Integer> open = new ArrayDeque<>();
        start.stream().forEach(open::add);
        while (!open.isEmpty()) {
            ways.get(open.poll()).stream().filter(to -> !reached.get(to)).forEach(to -> {
                reached.set(to);
                open.add(to);
            });
        }
        return reached;
    }

    private void connect(int from) {
        Task task = tasks.get(from);
        TaskHead head = task.head();
        if (head.when() != null) {
            connect(from, new Then.Continue());
            connect(from, head.then());
        }
        switch (task) {
            case Task.Switch choice -> {
                choice.cases().forEach(option -> connect(from, option.then()));
                if (choice.cases().stream().allMatch(option -> option.when() != null)) {
                    connect(from, head.then());
                }
            }
            case Task.Raise raise -> last.set(from);
            default -> connect(from, head.then());
        }
        if (head.timeout() != null || insideOf(task).anyMatch(TaskFlow::mayEndAll)) {
            last.set(from);
        }
    }

    private void connect(int from, Then then) {
        switch (then) {
            case Then.Continue on when from + 1 < tasks.size() -> connect(from, from + 1);
            case Then.Goto(String name) when positions.containsKey(name) -> connect(from, positions.get(name));
            default -> last.set(from);
        }
    }

    private void connect(int from, int to) {
        next.get(from).set(to);
        previous.get(to).set(from);
    }

    /** Whether a task within another may end that one, by an error or by ending the workflow. */
    private static boolean mayEndAll(Task task) {
        boolean isWayOut = task instanceof Task.Raise || task.head().timeout() != null;
        boolean isEnd = task.head().then() instanceof Then.End;
        boolean maySwitchToEnd = task instanceof Task.Switch choice
                && choice.cases().stream().anyMatch(option -> option.then() instanceof Then.End);
        return isWayOut || isEnd || maySwitchToEnd || insideOf(task).anyMatch(TaskFlow::mayEndAll);
    }

    private static Stream<Task> insideOf(Task task) {
        return switch (task) {
            case Task.Do block -> block.tasks().stream();
            case Task.For loop -> loop.tasks().stream();
            case Task.Fork fork -> fork.branches().stream();
            case Task.Try attempt -> Stream.concat(attempt.tasks().stream(), attempt.caught().tasks().stream());
            case Task.Listen listen when listen.foreach() != null -> listen.foreach().tasks().stream();
            default -> Stream.empty();
        };
    }
}
