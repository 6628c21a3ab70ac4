package dev.trainyard.gateway.coding;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.Locale;

/** Says by which request headers an answer differs, besides those that it differs by already. */
public final class Vary {

    private Vary() {}

    /** Adds {@code name} to the headers' {@code Vary}. */
    public static void add(MultiMap headers, String name) {
        String said = headers.get(HttpHeaders.VARY);
        if (said == null) {
            headers.set(HttpHeaders.VARY, name);
        } else if (!said.contains("*") && !said.toLowerCase(Locale.ROOT).contains(name.toLowerCase(Locale.ROOT))) {
            headers.set(HttpHeaders.VARY, said + ", " + name);
        }
    }
}
