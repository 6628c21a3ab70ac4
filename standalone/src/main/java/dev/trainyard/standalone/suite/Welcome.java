package dev.trainyard.standalone.suite;

import dev.trainyard.standalone.console.Console;
import dev.trainyard.standalone.home.Home;
import dev.trainyard.standalone.identity.TokenIssuer;
import java.time.Duration;

/** What somebody sees when everything is ready: where it is, and a first request to copy. */
final class Welcome {

    private static final String USER = "athlete";

    private final Console console;
    private final Home home;
    private final String url;

    Welcome(Console console, Home home, String url) {
        this.console = console;
        this.home = home;
        this.url = url;
    }

    void print(TokenIssuer issuer, Duration took) {
        console.say("""

                Trainyard is ready after %.1f s: %s

                A token of the user %s, valid for a day (./trainyard token <user> makes others):
                TOKEN=%s

                A first request:
                curl -X POST %s/api/v1/workouts -H "Authorization: Bearer $TOKEN" \\
                  -H "Content-Type: application/json" -d '{"name": "First workout"}'

                Logs: %s
                Ctrl-C stops everything.
                """.formatted(took.toMillis() / 1000.0, url, USER, issuer.forUser(USER), url, home.logs()));
    }
}
