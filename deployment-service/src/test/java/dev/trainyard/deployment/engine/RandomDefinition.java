package dev.trainyard.deployment.engine;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Definitions of all kinds of tasks, with all that may be said of each; the same for the same seed. */
final class RandomDefinition {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Random random;
    private int names;
    private int tasks;

    private RandomDefinition(long seed) {
        random = new Random(seed);
    }

    static ObjectNode of(long seed) {
        return new RandomDefinition(seed).document();
    }

    private ObjectNode document() {
        ObjectNode document = Trip.document("{}");
        document.set("do", list(0));
        if (one(4)) {
            document.putObject("timeout").set("after", seconds(40));
        }
        if (one(4)) {
            document.putObject("output").put("as", "{result: ., context: $context, id: $workflow.id}");
        }
        return document;
    }

    private ArrayNode list(int depth) {
        ArrayNode list = JSON.arrayNode();
        List<String> here = new ArrayList<>();
        int size = 1 + random.nextInt(depth > 2 ? 2 : 3);
        for (int i = 0; i < size; i++) {
            String name = name();
            here.add(name);
            ObjectNode task = task(depth);
            if (task.has("raise")) {
                // What comes after it must be within reach.
                task.put("if", condition());
            }
            list.addObject().set(name, task);
        }
        if (one(4)) {
            // Leads back or on, by a condition that need not come true or false.
            String target = here.get(random.nextInt(here.size()));
            ObjectNode choice = JSON.objectNode();
            ArrayNode cases = choice.putArray("switch");
            cases.addObject().putObject("back").put("when", condition()).put("then", target);
            cases.addObject()
                    .putObject("leave")
                    .put("when", condition())
                    .put("then", one(2) ? "exit" : one(3) ? "end" : "continue");
            list.addObject().set(name(), choice);
        }
        return list;
    }

    private ObjectNode task(int depth) {
        ObjectNode task = depth > 3 || ++tasks > 25 ? leaf() : one(2) ? leaf() : composite(depth);
        if (one(8)) {
            task.put("if", condition());
        }
        if (one(8)) {
            task.putObject("input").put("from", "{n: (.n? // 0), from: $task.name}");
        }
        if (one(8)) {
            task.putObject("output").put("as", "{n: (if type == \"object\" then .n else length end), was: $input}");
        }
        if (one(8)) {
            task.putObject("export").put("as", "{n: (.n? // 7), steps: (($context.steps? // 0) + 1)}");
        }
        if (one(8)) {
            task.putObject("timeout").set("after", seconds(6));
        }
        return task;
    }

    private ObjectNode leaf() {
        ObjectNode task = JSON.objectNode();
        switch (random.nextInt(8)) {
            case 0 -> task.set("wait", seconds(5));
            case 1 ->
                task.putObject("raise")
                        .putObject("error")
                        .put("type", "https://example.com/errors/" + random.nextInt(3))
                        .put("status", 500 + random.nextInt(3));
            case 2, 3 ->
                task.put("call", "http")
                        .putObject("with")
                        .put("method", "get")
                        .put("endpoint", "https://example.com/{n}");
            case 4 ->
                task.putObject("emit")
                        .putObject("event")
                        .putObject("with")
                        .put("type", "com.example.random")
                        .put("source", "https://example.com")
                        .put("data", "${ {n: .n?, c: $context} }");
            case 5 -> listen(task, JSON.objectNode());
            default ->
                task.putObject("set")
                        .put("n", one(4) ? "${ if .n? == 3 then error(3) else 3 end }" : "${ (.n? // 0) + 1 }")
                        .put("c", "${ $context.n? }")
                        .put("at", "${ $task.startedAt.epoch.seconds }");
        }
        return task;
    }

    private void listen(ObjectNode task, ObjectNode foreach) {
        ObjectNode to = task.putObject("listen").putObject("to");
        switch (random.nextInt(3)) {
            case 0 -> to.putObject("one").putObject("with").put("type", "a").put("subject", "${ . != $context.n? }");
            case 1 -> {
                ArrayNode all = to.putArray("all");
                all.addObject().putObject("with").put("type", "a");
                ObjectNode second = all.addObject();
                second.putObject("with").put("type", "b");
                second.putObject("correlate").putObject("n").put("from", ".data.n");
            }
            default -> {
                to.putArray("any");
                to.put("until", ". | length >= " + (1 + random.nextInt(3)));
            }
        }
        if (!foreach.isEmpty()) {
            task.set("foreach", foreach);
        }
    }

    private ObjectNode composite(int depth) {
        ObjectNode task = JSON.objectNode();
        switch (random.nextInt(6)) {
            case 0 -> task.set("do", list(depth + 1));
            case 1 -> {
                task.putObject("for").put("in", "[range(" + random.nextInt(4) + ")]");
                if (one(3)) {
                    task.put("while", "$index < 2");
                }
                task.set("do", list(depth + 1));
            }
            case 2, 3 -> {
                ArrayNode branches =
                        task.putObject("fork").put("compete", one(2)).putArray("branches");
                for (int i = 0; i < 2 + random.nextInt(2); i++) {
                    branches.addObject().set(name(), task(depth + 1));
                }
            }
            case 4 -> {
                task.set("try", list(depth + 1));
                task.set("catch", caught(depth));
            }
            default -> {
                ObjectNode foreach = JSON.objectNode();
                foreach.set("do", list(depth + 1));
                listen(task, foreach);
            }
        }
        return task;
    }

    private ObjectNode caught(int depth) {
        ObjectNode caught = JSON.objectNode();
        if (one(3)) {
            caught.putObject("errors").putObject("with").put("status", 500 + random.nextInt(4));
        }
        if (one(4)) {
            caught.put("when", "$error.status != 501");
        }
        if (one(2)) {
            ObjectNode retry = caught.putObject("retry");
            if (one(2)) {
                retry.set("delay", seconds(3));
                retry.putObject("backoff").putObject(one(2) ? "linear" : one(2) ? "exponential" : "constant");
            }
            if (one(2)) {
                ObjectNode jitter = retry.putObject("jitter");
                jitter.putObject("from").put("milliseconds", 10);
                jitter.putObject("to").put("milliseconds", 900);
            }
            ObjectNode limit = retry.putObject("limit");
            limit.putObject("attempt").put("count", random.nextInt(4));
            if (one(3)) {
                limit.set("duration", seconds(9));
            }
            if (one(3)) {
                ((ObjectNode) limit.get("attempt")).set("duration", seconds(4));
            }
        }
        if (one(2)) {
            caught.set("do", list(depth + 1));
        }
        return caught;
    }

    private ObjectNode seconds(int most) {
        return JSON.objectNode().put("seconds", 1 + random.nextInt(most));
    }

    private String condition() {
        return "((.n? // 0) + ($context.steps? // 0)) % " + (2 + random.nextInt(3)) + " == " + random.nextInt(2);
    }

    private String name() {
        return "t" + names++;
    }

    private boolean one(int of) {
        return random.nextInt(of) == 0;
    }
}
