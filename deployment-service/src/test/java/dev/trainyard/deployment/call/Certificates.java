package dev.trainyard.deployment.call;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A certificate for {@value NAME}, made by the JDK's own tool. */
final class Certificates {

    static final String NAME = "known.example";

    private static final String PASSWORD = "changeit";
    private static Certificates known;

    private final Path keys;
    private final Path pem;

    private Certificates(Path directory) {
        this.keys = directory.resolve("keys.p12");
        this.pem = directory.resolve("certificate.pem");
        keytool("-genkeypair", "-keyalg", "EC", "-dname", "CN=test", "-ext", "san=dns:" + NAME, "-validity", "2");
        keytool("-exportcert", "-rfc", "-file", pem.toString());
    }

    static synchronized Certificates known() {
        if (known == null) {
            try {
                known = new Certificates(Files.createTempDirectory("certificates"));
            } catch (IOException failure) {
                throw new IllegalStateException(failure);
            }
        }
        return known;
    }

    private void keytool(String... arguments) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-alias", "test", "-storepass", PASSWORD, "-keystore", keys.toString()));
        try {
            if (new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    != 0) {
                throw new IllegalStateException("keytool failed");
            }
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    Path pem() {
        return pem;
    }

    ServerSocket serverSocket() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keys)) {
            store.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.ofLiteral("0.0.0.0"));
    }
}
