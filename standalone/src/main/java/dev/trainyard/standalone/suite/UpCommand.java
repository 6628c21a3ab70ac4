package dev.trainyard.standalone.suite;

import dev.trainyard.standalone.console.Console;
import dev.trainyard.standalone.console.Options;
import dev.trainyard.standalone.console.Refusal;
import dev.trainyard.standalone.home.Home;
import dev.trainyard.standalone.home.HomeLock;
import dev.trainyard.standalone.identity.SigningKey;
import dev.trainyard.standalone.identity.TokenIssuer;
import dev.trainyard.standalone.process.StopSignals;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** {@code up}: checks that the suite can run here, and runs it until it is told to stop or one part of it fails. */
public final class UpCommand {

    private final Console console;
    private final Home home;
    private final Path checkout;
    private final StopSignals signals;

    public UpCommand(Console console, Home home, Path checkout, StopSignals signals) {
        this.console = console;
        this.home = home;
        this.checkout = checkout;
        this.signals = signals;
    }

    public void run(List<String> arguments) {
        var options = Options.of(arguments, Set.of("--port", "--host"), Set.of("--native"));
        if (!options.words().isEmpty()) {
            throw Refusal.usage("up takes no " + options.words().getFirst() + ".");
        }
        var address = Address.of(
                options.last("--host").orElse(Address.LOOPBACK),
                new Ports(options.number("--port", Ports.USUAL, Ports.MIN, Ports.MAX)));
        try (var _ = HomeLock.of(home, address.url())) {
            up(address, options.has("--native") ? new Executables(checkout) : new Jars(checkout, home.caches()));
        }
    }

    private void up(Address address, Builds builds) {
        var programs = new SuitePrograms(builds, home, address);
        programs.refuseMissing();
        home.refuseFullDisk();
        new Survivors(console, home).stop();
        address.refuseTaken();
        new Suite(console, home, address, programs, new TokenIssuer(SigningKey.of(home)), signals).run();
    }
}
