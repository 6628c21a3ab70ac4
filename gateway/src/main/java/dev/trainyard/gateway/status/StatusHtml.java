package dev.trainyard.gateway.status;

import dev.trainyard.http.digest.Sha256;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;

/** The status as a page that needs nothing but itself: no script, nothing from elsewhere, and light enough to reload. */
final class StatusHtml {

    private static final int RELOAD_SECONDS = 10;

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private static final String STYLE = """
            :root { color-scheme: light dark; --text: #1c2430; --faint: #566273; --page: #f4f6f9; --card: #fff;
                    --line: #dde3ea; --up: #11703c; --down: #b3261e; --unknown: #566273; }
            @media (prefers-color-scheme: dark) {
              :root { --text: #e7ecf3; --faint: #a3afbf; --page: #12161c; --card: #1b212a; --line: #2f3844;
                      --up: #5fd08f; --down: #ff8a80; --unknown: #a3afbf; } }
            body { margin: 0; padding: 2rem 1rem; background: var(--page); color: var(--text);
                   font: 1rem/1.5 system-ui, sans-serif; }
            main { max-width: 44rem; margin: 0 auto; }
            h1 { margin: 0 0 1.5rem; font-size: 1.5rem; }
            table { width: 100%; border-collapse: collapse; background: var(--card);
                    border: 1px solid var(--line); border-radius: .5rem; }
            caption { padding-bottom: .5rem; text-align: left; color: var(--faint); }
            th, td { padding: .6rem 1rem; text-align: left; border-top: 1px solid var(--line); }
            thead th { border: 0; color: var(--faint); font-weight: 500; }
            .up { color: var(--up); } .down { color: var(--down); } .unknown { color: var(--unknown); }
            td:last-child, th:last-child { text-align: right; font-variant-numeric: tabular-nums; }
            footer { margin-top: 1rem; color: var(--faint); } a { color: inherit; }
            """;

    /** The page may have its own style and nothing else, whoever gets something into it. */
    static final String POLICY =
            "default-src 'none'; style-src 'sha256-" + hash(STYLE) + "'; frame-ancestors 'none'; base-uri 'none'";

    private StatusHtml() {}

    static String page(Overall overall, Map<String, ServiceState> states, Instant now) {
        StringBuilder rows = new StringBuilder();
        states.forEach((name, state) -> rows.append(row(name, state, now)));
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta http-equiv="refresh" content="%d">
                <title>%s - Trainyard</title>
                <style>%s</style>
                </head>
                <body>
                <main>
                <h1 class="%s">%s</h1>
                <table>
                <caption>Services of this Trainyard</caption>
                <thead><tr>
                <th scope="col">Service</th><th scope="col">State</th><th scope="col">Since</th><th scope="col">Latency</th>
                </tr></thead>
                <tbody>
                %s</tbody>
                </table>
                <footer>As of <time>%s</time>; looks again every %d seconds.
                <a href="/docs/">API reference</a></footer>
                </main>
                </body>
                </html>
                """.formatted(
                        RELOAD_SECONDS,
                        overall.sentence(),
                        STYLE,
                        overall == Overall.UP ? "up" : "down",
                        overall.sentence(),
                        rows,
                        TIME.format(now),
                        RELOAD_SECONDS);
    }

    private static String row(String name, ServiceState state, Instant now) {
        String condition = state.condition().name().toLowerCase(Locale.ROOT);
        return """
                <tr>
                <th scope="row">%s</th><td class="%s">%s</td>
                <td><time datetime="%s" title="%s">%s</time></td><td>%s</td>
                </tr>
                """.formatted(
                        escaped(name),
                        condition,
                        sign(state) + ' ' + condition,
                        state.since(),
                        TIME.format(state.since()),
                        ago(Duration.between(state.since(), now)),
                        state.latencyMillis() == null ? "-" : state.latencyMillis() + " ms");
    }

    /** For those who do not tell colours apart. */
    private static String sign(ServiceState state) {
        return switch (state.condition()) {
            case UP -> "&#10003;";
            case DOWN -> "&#10007;";
            case UNKNOWN -> "?";
        };
    }

    private static String ago(Duration duration) {
        if (duration.toMinutes() < 1) {
            return "less than a minute ago";
        }
        if (duration.toHours() < 1) {
            return counted(duration.toMinutes(), "minute");
        }
        return duration.toDays() < 1 ? counted(duration.toHours(), "hour") : counted(duration.toDays(), "day");
    }

    private static String counted(long count, String unit) {
        return count + " " + unit + (count == 1 ? "" : "s") + " ago";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private static String hash(String style) {
        return Base64.getEncoder().encodeToString(Sha256.of(style));
    }
}
