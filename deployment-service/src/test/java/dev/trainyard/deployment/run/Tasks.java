package dev.trainyard.deployment.run;

/** Tasks of the DSL, as JSON with single quotes. */
final class Tasks {

    private Tasks() {}

    static String set(String name, String value) {
        return "{'%s': {'set': %s}}".formatted(name, value);
    }

    static String call(String name) {
        return "{'%s': {'call': 'http', 'with': {'method': 'post', 'endpoint': 'https://example.org/%1$s'}}}"
                .formatted(name);
    }

    static String wait(String name, String iso8601) {
        return "{'%s': {'wait': '%s'}}".formatted(name, iso8601);
    }

    static String fork(String name, String... branches) {
        return "{'%s': {'fork': {'branches': [%s]}}}".formatted(name, String.join(",", branches));
    }

    static String emit(String name, String type, String data) {
        return "{'%s': {'emit': {'event': {'with': {'type': '%s', 'source': 'https://example.org', 'data': %s}}}}}"
                .formatted(name, type, data);
    }

    /** Listens for one event with these attributes. */
    static String listen(String name, String attributes) {
        return "{'%s': {'listen': {'to': {'one': {'with': %s}}}}}".formatted(name, attributes);
    }
}
