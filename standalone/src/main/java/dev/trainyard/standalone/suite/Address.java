package dev.trainyard.standalone.suite;

import dev.trainyard.standalone.console.Refusal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Where the suite listens: the gateway on an address of choice, everything else on the loopback address. */
record Address(InetAddress gateway, Ports ports) {

    static final String LOOPBACK = "127.0.0.1";

    /** Takes an address, not a name, which could mean several. */
    static Address of(String host, Ports ports) {
        try {
            return new Address(InetAddress.ofLiteral(host), ports);
        } catch (IllegalArgumentException _) {
            throw Refusal.usage(
                    "--host needs an address of this machine such as 127.0.0.1 or 0.0.0.0, not " + host + ".");
        }
    }

    String url() {
        String host = gateway.isAnyLocalAddress() ? LOOPBACK : gateway.getHostAddress();
        return "http://%s:%d".formatted(host.contains(":") ? "[" + host + "]" : host, ports.gateway());
    }

    /** Refuses when one of the ports cannot be had: better said now than found in the log of a service later. */
    void refuseTaken() {
        refuseTaken(gateway, ports.gateway(), "the gateway");
        InetAddress loopback = InetAddress.ofLiteral(LOOPBACK);
        ports.internal().forEach((port, purpose) -> refuseTaken(loopback, port, purpose));
    }

    private void refuseTaken(InetAddress address, int port, String purpose) {
        try {
            new ServerSocket(port, 1, address).close();
        } catch (IOException taken) {
            throw new Refusal(
                    "Port %d on %s, wanted for %s, cannot be had (%s): end what uses it, or choose other ports, such as --port %d."
                            .formatted(
                                    port,
                                    address.getHostAddress(),
                                    purpose,
                                    taken.getMessage(),
                                    ports.elsewhere().gateway()));
        }
    }
}
