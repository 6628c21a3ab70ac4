package dev.trainyard.standalone.suite;

import java.net.URI;

/** Where a program listens: for clients, and on this machine alone for those who look after it. */
record Listener(String host, int port, int managementPort) {

    URI client(String path) {
        return uri(port, path);
    }

    URI management(String path) {
        return uri(managementPort, path);
    }

    private static URI uri(int port, String path) {
        return URI.create("http://" + Address.LOOPBACK + ":" + port + path);
    }
}
