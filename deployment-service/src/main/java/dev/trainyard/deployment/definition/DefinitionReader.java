package dev.trainyard.deployment.definition;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trainyard.deployment.expression.Expression;
import dev.trainyard.deployment.expression.Expressions;
import dev.trainyard.deployment.expression.Template;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads one document, and reports all that is wrong with its meaning. It takes any JSON: what has not the shape that it should
 * have reads as absent, which is for {@link DefinitionSchema} to report.
 */
final class DefinitionReader {

    private static final Set<String> MEMBERS =
            Set.of("document", "input", "use", "do", "timeout", "output", "schedule", "evaluate");

    private static final Set<String> CALLS_NOT_RUN = Set.of("grpc", "openapi", "asyncapi", "a2a", "mcp");

    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private static final int MAX_TASKS = 1_000;

    private static final int MAX_DEPTH = 20;

    private static final int MAX_NAME = 120;

    private final Place document;
    private final Report report;
    private final ExpressionReader expressions;
    private final CallReader calls;
    private final Reusables<Template> errors;
    private final Reusables<Task.Retry> retries;
    private final Reusables<DurationTemplate> timeouts;
    private final Set<String> secrets = new LinkedHashSet<>();

    private final Deque<Expansion> expansions = new ArrayDeque<>();
    private final Set<String> called = new HashSet<>();
    private int tasks;
    private int depth;

    /** A function that is being read in the place of a call of it. */
    private record Expansion(String function, String from, String to) {}

    DefinitionReader(ObjectNode document, Expressions engine, Report report) {
        this.document = new Place(document, "");
        this.report = report;
        Place use = this.document.get("use");
        use.get("secrets").elements().forEach(secret -> secrets.add(secret.text()));
        this.expressions = new ExpressionReader(engine, report, secrets);
        this.calls = new CallReader(report, expressions, use);
        this.errors = Reusables.read(use, "errors", report, error -> expressions.template(error, Scope.ANYWHERE));
        this.retries = Reusables.read(use, "retries", report, retry -> retryPolicy(retry, Scope.ANYWHERE));
        this.timeouts = Reusables.read(
                use, "timeouts", report, timeout -> expressions.duration(timeout.get("after"), Scope.ANYWHERE));
    }

    /** The definition; of no use when something was reported. */
    Definition read() {
        refuseWhatIsNotRun();
        Place header = document.get("document");
        Place input = document.get("input");
        Place output = document.get("output");
        Scope scope = Scope.WORKFLOW;
        Definition definition = new Definition(
                header.get("namespace").text(),
                header.get("name").text(),
                header.get("version").text(),
                header.get("dsl").text(),
                document.node(),
                schema(input),
                expressions.transformation(input.get("from"), scope),
                expressions.transformation(output.get("as"), scope),
                schema(output),
                timeout(document.get("timeout"), scope),
                tasks(document.get("do"), scope),
                Set.copyOf(secrets.stream().filter(Objects::nonNull).toList()));
        checkUncalledFunctions();
        return definition;
    }

    private void refuseWhatIsNotRun() {
        document.members().stream()
                .filter(member -> !MEMBERS.contains(member.name()))
                .forEach(member -> report.refuse(
                        member.value(),
                        "is not known here; what is: "
                                + String.join(", ", MEMBERS.stream().sorted().toList())));
        Place dsl = document.get("document").get("dsl");
        if (!dsl.textOr("1.").startsWith("1.")) {
            report.add(dsl, "must be a version 1 of the DSL, such as 1.0.0");
        }
        refuse(document.get("schedule"), "is not used here: a schedule is a deployment's");
        Place use = document.get("use");
        refuse(use.get("extensions"), "are not used here");
        refuse(use.get("catalogs"), "are not used here: functions are, if they are among the use.functions");
        Place evaluate = document.get("evaluate");
        if (!evaluate.get("language").textOr("jq").equals("jq")) {
            report.add(evaluate.get("language"), "must be jq");
        }
        if (!evaluate.get("mode").textOr("strict").equals("strict")) {
            report.add(evaluate.get("mode"), "must be strict");
        }
    }

    private void refuse(Place place, String detail) {
        if (!place.node().isEmpty()) {
            report.refuse(place, detail);
        }
    }

    private void checkUncalledFunctions() {
        document.get("use").get("functions").members().stream()
                .filter(function -> !called.contains(function.name()))
                .forEach(function -> task(function.name(), function.value(), Scope.WORKFLOW, Set.of()));
    }

    private List<Task> tasks(Place list, Scope scope) {
        List<Place.Member> members = list.namedElements();
        if (list.node().isArray() && list.node().isEmpty()) {
            report.add(list, "must have a task");
        }
        if (depth == MAX_DEPTH) {
            report.refuse(list, "must not be within more than " + (MAX_DEPTH - 1) + " other lists of tasks");
            return List.of();
        }
        depth++;
        Set<String> names = new HashSet<>();
        for (Place.Member member : members) {
            if (!names.add(member.name())) {
                report.add(member.value(), "has the name of another task in this list");
            }
        }
        List<Task> read = members.stream()
                .map(member -> task(member.name(), member.value(), scope, names))
                .filter(Objects::nonNull)
                .toList();
        if (read.size() == list.node().size() && names.size() == read.size()) {
            TaskFlow.check(read, members.stream().map(Place.Member::value).toList(), report);
        }
        depth--;
        return read;
    }

    /** The task; null if it is none, or one that is not run, which is reported. */
    private Task task(String name, Place place, Scope scope, Set<String> names) {
        if (++tasks > MAX_TASKS) {
            report.refuse(
                    document.get("do"), "must not have more than " + MAX_TASKS + " tasks, those of functions included");
            return null;
        }
        if (name.isBlank() || name.length() > MAX_NAME) {
            report.add(place, "must have a name of 1 to " + MAX_NAME + " characters, not all blank");
        }
        String kind =
                DefinitionSchema.KINDS.stream().filter(place::has).findFirst().orElse("");
        Place body = place.get(kind);
        return switch (kind) {
            case "" -> {
                if (place.node().isObject()) {
                    report.add(
                            place,
                            "must be a task: an object with one of " + String.join(", ", DefinitionSchema.KINDS));
                }
                yield null;
            }
            case "run" -> {
                report.refuse(body, "is not run here: nothing but the tasks themselves is");
                yield null;
            }
            case "call" -> call(head(name, place, scope, names), place, scope);
            case "set" -> new Task.Set(head(name, place, scope, names), expressions.transformation(body, scope));
            case "do" -> new Task.Do(head(name, place, scope, names), tasks(body, scope));
            case "switch" -> choice(head(name, place, scope, names), body, scope, names);
            case "for" -> loop(head(name, place, scope, names), place, scope);
            case "fork" -> fork(head(name, place, scope, names), body, scope);
            case "try" -> attempt(head(name, place, scope, names), place, scope);
            case "wait" -> new Task.Wait(head(name, place, scope, names), expressions.duration(body, scope));
            case "raise" -> raise(head(name, place, scope, names), body.get("error"), scope);
            case "emit" -> emit(head(name, place, scope, names), body.get("event"), scope);
            default -> listen(head(name, place, scope, names), place, scope);
        };
    }

    private TaskHead head(String name, Place place, Scope scope, Set<String> names) {
        Place input = place.get("input");
        Place output = place.get("output");
        Place export = place.get("export");
        return new TaskHead(
                name,
                pointer(place),
                place.node(),
                expressions.expression(place.get("if"), scope),
                schema(input),
                expressions.transformation(input.get("from"), scope),
                expressions.transformation(output.get("as"), scope),
                schema(output),
                expressions.transformation(export.get("as"), scope),
                schema(export),
                timeout(place.get("timeout"), scope),
                then(place.get("then"), names));
    }

    /** Where the task is run: in a function, where the call of it is, so that no two tasks are at the same place. */
    private String pointer(Place place) {
        String pointer = place.pointer();
        for (Expansion expansion : expansions) {
            if (pointer.startsWith(expansion.from())) {
                pointer = expansion.to() + pointer.substring(expansion.from().length());
            }
        }
        return pointer;
    }

    private Then then(Place then, Set<String> names) {
        String target = then.textOr("continue");
        return switch (target) {
            case "continue" -> new Then.Continue();
            case "exit" -> new Then.Exit();
            case "end" -> new Then.End();
            default -> {
                if (!names.contains(target)) {
                    report.add(then, "must be continue, exit, end or the name of a task in the same list");
                }
                yield new Then.Goto(target);
            }
        };
    }

    private DataSchema schema(Place data) {
        Place schema = data.get("schema");
        if (schema.has("resource")) {
            report.refuse(schema.get("resource"), "is not fetched: write the schema itself, as document");
            return null;
        }
        if (!schema.get("format").textOr("json").startsWith("json")) {
            report.add(schema.get("format"), "must be json");
            return null;
        }
        return schema.has("document") ? InlineSchema.read(schema.get("document"), report) : null;
    }

    private DurationTemplate timeout(Place timeout, Scope scope) {
        return timeout.node().isTextual() ? timeouts.named(timeout) : expressions.duration(timeout.get("after"), scope);
    }

    private Task call(TaskHead head, Place place, Scope scope) {
        String name = place.get("call").text();
        Place function = document.get("use").get("functions").get(Objects.requireNonNullElse(name, ""));
        if (name == null) {
            return null;
        }
        if (name.equals("http")) {
            return calls.read(head, place.get("with"), scope);
        }
        if (CALLS_NOT_RUN.contains(name)) {
            report.refuse(place, "calls " + name + ", which is not run here; what is: http");
            return null;
        }
        if (!function.exists()) {
            report.add(place.get("call"), "must be http or name one of the use.functions");
            return null;
        }
        if (expansions.stream().anyMatch(open -> open.function().equals(name))) {
            report.add(place.get("call"), "must not lead back to the function itself");
            return null;
        }
        return function(head, name, function, expressions.template(place.get("with"), scope));
    }

    /** A function is a block with the function's task in it, whose input is what it is called with. */
    private Task function(TaskHead head, String name, Place function, Template arguments) {
        called.add(name);
        expansions.push(new Expansion(name, function.pointer(), head.pointer() + "/" + Place.escaped(name)));
        Task body = task(name, function, Scope.WORKFLOW, Set.of());
        expansions.pop();
        TaskHead caller = arguments == null ? head : withArguments(head, arguments);
        return body == null ? null : new Task.Do(caller, List.of(body));
    }

    private static TaskHead withArguments(TaskHead head, Template arguments) {
        return new TaskHead(
                head.name(),
                head.pointer(),
                head.definition(),
                head.when(),
                head.inputSchema(),
                new Arguments(head.inputFrom(), arguments),
                head.outputAs(),
                head.outputSchema(),
                head.exportAs(),
                head.exportSchema(),
                head.timeout(),
                head.then());
    }

    private Task choice(TaskHead head, Place list, Scope scope, Set<String> names) {
        List<Task.Case> cases = new ArrayList<>();
        Task.Case otherwise = null;
        for (Place.Member member : list.namedElements()) {
            Expression when = expressions.expression(member.value().get("when"), scope);
            Task.Case read =
                    new Task.Case(member.name(), when, then(member.value().get("then"), names));
            if (member.value().has("when")) {
                cases.add(read);
            } else if (otherwise == null) {
                otherwise = read;
            } else {
                report.add(member.value(), "must have a when: only one case may be without");
            }
        }
        // Wherever it is written, it is what remains when nothing else holds.
        if (otherwise != null) {
            cases.add(otherwise);
        }
        return new Task.Switch(head, cases);
    }

    private Task loop(TaskHead head, Place place, Scope scope) {
        Place loop = place.get("for");
        String each = variable(loop.get("each"), "item");
        String at = variable(loop.get("at"), "index");
        Scope inside = scopeWith(loop, scope, each, at);
        return new Task.For(
                head,
                each,
                at,
                expressions.expression(loop.get("in"), scope),
                expressions.expression(place.get("while"), inside),
                tasks(place.get("do"), inside));
    }

    private Scope scopeWith(Place place, Scope scope, String each, String at) {
        if (each.equals(at)) {
            report.add(place, "must not have two variables of the same name");
            return scope.with(each);
        }
        return scope.with(each, at);
    }

    private String variable(Place place, String unsaid) {
        String name = place.textOr(unsaid);
        if (!VARIABLE.matcher(name).matches()) {
            report.add(place, "must be a name of letters, digits and underscores, without the dollar sign");
        } else if (Scope.GIVEN.contains(name) || name.equals(Secrets.VARIABLE)) {
            report.add(place, "must not be $" + name + ", which is something else");
        }
        return name;
    }

    private Task fork(TaskHead head, Place fork, Scope scope) {
        List<Task> branches = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Place.Member branch : fork.get("branches").namedElements()) {
            if (!names.add(branch.name())) {
                report.add(branch.value(), "has the name of another branch");
            }
            branches.add(task(branch.name(), branch.value(), scope, Set.of()));
        }
        branches.removeIf(Objects::isNull);
        if (fork.get("branches").node().isArray() && fork.get("branches").node().isEmpty()) {
            report.add(fork.get("branches"), "must have a branch");
        }
        return new Task.Fork(head, branches, fork.get("compete").node().asBoolean());
    }

    private Task attempt(TaskHead head, Place place, Scope scope) {
        Place caught = place.get("catch");
        String as = variable(caught.get("as"), "error");
        Scope inside = scope.with(as);
        Place retry = caught.get("retry");
        requireKnown(caught.get("errors"), "with");
        requireKnown(caught.get("errors").get("with"), "type", "status", "instance", "title", "detail", "details");
        return new Task.Try(
                head,
                tasks(place.get("try"), scope),
                new Task.Catch(
                        expressions.template(errorFilter(caught.get("errors").get("with")), scope),
                        as,
                        expressions.expression(caught.get("when"), inside),
                        expressions.expression(caught.get("exceptWhen"), inside),
                        retry.node().isTextual() ? retries.named(retry) : retryPolicy(retry, inside),
                        tasks(caught.get("do"), inside)));
    }

    /** The schema calls details what an error calls detail. */
    private static Place errorFilter(Place filter) {
        if (filter.node() instanceof ObjectNode object && object.has("details")) {
            ObjectNode renamed = object.deepCopy();
            renamed.set("detail", renamed.remove("details"));
            return new Place(renamed, filter.pointer());
        }
        return filter;
    }

    /** Where the schema lets anything pass, and a slip would change what is meant. */
    private void requireKnown(Place object, String... names) {
        object.members().stream()
                .filter(member -> !List.of(names).contains(member.name()))
                .forEach(member ->
                        report.add(member.value(), "is not known here; what is: " + String.join(", ", names)));
    }

    private Task.Retry retryPolicy(Place retry, Scope scope) {
        if (!retry.node().isObject()) {
            return null;
        }
        Place limit = retry.get("limit");
        Place attempts = limit.get("attempt").get("count");
        if (attempts.node().isIntegralNumber()
                && !(attempts.node().canConvertToInt() && attempts.node().intValue() >= 0)) {
            report.add(attempts, "must be 0 to " + Integer.MAX_VALUE);
        }
        Place backoff = retry.get("backoff");
        return new Task.Retry(
                expressions.expression(retry.get("when"), scope),
                expressions.expression(retry.get("exceptWhen"), scope),
                expressions.duration(retry.get("delay"), scope),
                backoff.has("exponential")
                        ? Task.Backoff.EXPONENTIAL
                        : backoff.has("linear") ? Task.Backoff.LINEAR : Task.Backoff.CONSTANT,
                attempts.node().canConvertToInt() ? (Integer) attempts.node().intValue() : null,
                expressions.duration(limit.get("attempt").get("duration"), scope),
                expressions.duration(limit.get("duration"), scope),
                expressions.duration(retry.get("jitter").get("from"), scope),
                expressions.duration(retry.get("jitter").get("to"), scope));
    }

    private Task raise(TaskHead head, Place error, Scope scope) {
        return new Task.Raise(
                head, error.node().isTextual() ? errors.named(error) : expressions.template(error, scope));
    }

    private Task emit(TaskHead head, Place event, Scope scope) {
        if (event.node().isObject() && !event.has("with")) {
            report.add(event, "must have the member with");
        }
        return new Task.Emit(head, expressions.template(event.get("with"), scope));
    }

    private Task listen(TaskHead head, Place place, Scope scope) {
        Place listen = place.get("listen");
        Place until = listen.get("to").get("until");
        Task.Events events = events(listen.get("to"), scope);
        return new Task.Listen(
                head,
                events.which(),
                events.filters(),
                expressions.expression(until, scope),
                until.node().isObject() ? events(until, scope) : null,
                foreach(place.get("foreach"), scope),
                listen.get("read").choiceOr(Task.Read.DATA));
    }

    private Task.Events events(Place to, Scope scope) {
        if (to.has("one")) {
            return new Task.Events(Task.Consume.ONE, List.of(filter(to.get("one"), scope)));
        }
        Task.Consume which = to.has("any") ? Task.Consume.ANY : Task.Consume.ALL;
        Place filters = to.get(which == Task.Consume.ANY ? "any" : "all");
        if (which == Task.Consume.ALL
                && filters.node().isArray()
                && filters.node().isEmpty()) {
            report.add(filters, "must have a filter");
        }
        return new Task.Events(
                which,
                filters.elements().stream().map(filter -> filter(filter, scope)).toList());
    }

    private Task.EventFilter filter(Place filter, Scope scope) {
        expressions.template(filter.get("with"), scope);
        filter.get("correlate").members().forEach(member -> requireKnown(member.value(), "from", "expect"));
        List<Task.Correlation> correlations = filter.get("correlate").members().stream()
                .map(member -> new Task.Correlation(
                        member.name(),
                        expressions.expression(member.value().get("from"), scope),
                        expressions.template(member.value().get("expect"), scope)))
                .toList();
        return new Task.EventFilter(filter.get("with").node(), correlations);
    }

    private Task.Foreach foreach(Place foreach, Scope scope) {
        if (!foreach.node().isObject()) {
            return null;
        }
        String item = variable(foreach.get("item"), "item");
        String at = variable(foreach.get("at"), "index");
        Scope inside = scopeWith(foreach, scope, item, at);
        return new Task.Foreach(
                item,
                at,
                tasks(foreach.get("do"), inside),
                expressions.transformation(foreach.get("output").get("as"), inside),
                schema(foreach.get("output")),
                expressions.transformation(foreach.get("export").get("as"), inside),
                schema(foreach.get("export")));
    }
}
