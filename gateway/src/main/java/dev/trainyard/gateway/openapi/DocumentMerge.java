package dev.trainyard.gateway.openapi;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.BiPredicate;

/**
 * Makes one OpenAPI document of several. Paths are taken as they are, those of a service that the gateway does not route
 * to it are left out. Components of the same name are shared when they mean the same, and otherwise each gets the name of
 * its service in front. What a document says of servers and security is replaced by what is true at the gateway.
 */
final class DocumentMerge {

    private static final Set<String> METHODS =
            Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

    private final SortedMap<String, JsonObject> documents;
    private final BiPredicate<String, String> isReachable;
    /** Names such as {@code schemas/Page} that mean different things in different services. */
    private final Set<String> ambiguous;

    private DocumentMerge(SortedMap<String, JsonObject> documents, BiPredicate<String, String> isReachable) {
        this.documents = documents;
        this.isReachable = isReachable;
        this.ambiguous = ambiguousNames();
    }

    /**
     * The one document.
     *
     * @param base what the gateway says itself; not changed
     * @param documents the services' documents by the service's name; not changed
     * @param isReachable whether the service of that name is what answers at that path
     */
    static JsonObject merge(
            JsonObject base, SortedMap<String, JsonObject> documents, BiPredicate<String, String> isReachable) {
        return new DocumentMerge(documents, isReachable).into(base.copy());
    }

    private JsonObject into(JsonObject merged) {
        Set<String> operationIds = new HashSet<>();
        documents.forEach((service, original) -> {
            JsonObject document = original.copy();
            References.rename(document, key -> unambiguous(service, key));
            addTags(merged, document);
            addPaths(merged, service, document, operationIds);
            addComponents(merged, service, document);
        });
        return merged;
    }

    private static void addTags(JsonObject merged, JsonObject document) {
        JsonArray tags = merged.getJsonArray("tags", new JsonArray());
        Set<String> known = new HashSet<>();
        tags.forEach(tag -> known.add(((JsonObject) tag).getString("name")));
        document.getJsonArray("tags", new JsonArray()).forEach(tag -> {
            if (known.add(((JsonObject) tag).getString("name"))) {
                tags.add(tag);
            }
        });
        merged.put("tags", tags);
    }

    private void addPaths(JsonObject merged, String service, JsonObject document, Set<String> operationIds) {
        JsonObject paths = object(merged, "paths");
        document.getJsonObject("paths", new JsonObject()).forEach(path -> {
            if (isReachable.test(service, path.getKey())) {
                JsonObject item = (JsonObject) path.getValue();
                METHODS.stream()
                        .filter(item::containsKey)
                        .forEach(method -> adapt(item.getJsonObject(method), service, operationIds));
                paths.put(path.getKey(), item);
            }
        });
    }

    private static void adapt(JsonObject operation, String service, Set<String> operationIds) {
        // The gateway asks for a token everywhere that it forwards to, as the base says. Which role it must have, only
        // the service knows.
        JsonArray roles = roles(operation.getJsonArray("security", new JsonArray()));
        operation.remove("security");
        if (!roles.isEmpty()) {
            operation.put("security", new JsonArray().add(new JsonObject().put("bearer", roles)));
        }
        operation.remove("servers");
        String id = operation.getString("operationId");
        if (id != null && !operationIds.add(id)) {
            operation.put("operationId", prefixed(service, id));
        }
    }

    private static JsonArray roles(JsonArray security) {
        JsonArray roles = new JsonArray();
        security.forEach(way -> ((JsonObject) way).forEach(scheme -> roles.addAll((JsonArray) scheme.getValue())));
        return roles;
    }

    private void addComponents(JsonObject merged, String service, JsonObject document) {
        JsonObject target = object(merged, "components");
        components(document).forEach((key, component) -> {
            String[] kindAndName = unambiguous(service, key).split("/", 2);
            object(target, kindAndName[0]).put(kindAndName[1], component);
        });
    }

    private Set<String> ambiguousNames() {
        Map<String, Object> first = new HashMap<>();
        Set<String> shared = new HashSet<>();
        Set<String> different = new HashSet<>();
        documents
                .values()
                .forEach(document -> components(document).forEach((key, component) -> {
                    Object other = first.putIfAbsent(key, component);
                    if (other != null) {
                        shared.add(key);
                        if (!other.equals(component)) {
                            different.add(key);
                        }
                    }
                }));
        // Two that read the same but refer to something that differs are different too, and so on upwards.
        boolean grew;
        do {
            grew = different.addAll(shared.stream()
                    .filter(key -> References.in(first.get(key)).stream().anyMatch(different::contains))
                    .toList());
        } while (grew);
        return different;
    }

    /** The components of a document by kind and name, {@code schemas/Page}, as they stand in references. */
    private static Map<String, Object> components(JsonObject document) {
        Map<String, Object> components = new LinkedHashMap<>();
        document.getJsonObject("components", new JsonObject()).forEach(kind -> {
            if (!kind.getKey().equals("securitySchemes") && kind.getValue() instanceof JsonObject byName) {
                byName.forEach(named -> components.put(kind.getKey() + "/" + named.getKey(), named.getValue()));
            }
        });
        return components;
    }

    private String unambiguous(String service, String key) {
        int name = key.indexOf('/') + 1;
        return ambiguous.contains(key) ? key.substring(0, name) + prefixed(service, key.substring(name)) : key;
    }

    private static String prefixed(String service, String name) {
        return service + "." + name;
    }

    private static JsonObject object(JsonObject parent, String name) {
        if (!parent.containsKey(name)) {
            parent.put(name, new JsonObject());
        }
        return parent.getJsonObject(name);
    }
}
