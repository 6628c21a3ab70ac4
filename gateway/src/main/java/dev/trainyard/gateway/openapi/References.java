package dev.trainyard.gateway.openapi;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The references to components within an OpenAPI document: {@code #/components/schemas/Page} is {@code schemas/Page}. */
final class References {

    private static final String START = "#/components/";

    private References() {}

    /** What {@code json} refers to. */
    static Set<String> in(Object json) {
        Set<String> found = new HashSet<>();
        replaceStrings(json, text -> {
            if (text.startsWith(START)) {
                found.add(text.substring(START.length()));
            }
            return text;
        });
        return found;
    }

    /** Makes {@code json} refer to {@code newName} of everything that it refers to; also in discriminator mappings. */
    static void rename(JsonObject json, UnaryOperator<String> newName) {
        replaceStrings(
                json, text -> text.startsWith(START) ? START + newName.apply(text.substring(START.length())) : text);
    }

    private static Object replaceStrings(Object json, UnaryOperator<String> replacement) {
        switch (json) {
            case JsonObject object -> {
                for (Map.Entry<String, Object> member :
                        List.copyOf(object.getMap().entrySet())) {
                    object.put(member.getKey(), replaceStrings(object.getValue(member.getKey()), replacement));
                }
            }
            case JsonArray array -> {
                for (int i = 0; i < array.size(); i++) {
                    array.set(i, replaceStrings(array.getValue(i), replacement));
                }
            }
            case String text -> {
                return replacement.apply(text);
            }
            case null, default -> {
                // Numbers, booleans and null refer to nothing.
            }
        }
        return json;
    }
}
