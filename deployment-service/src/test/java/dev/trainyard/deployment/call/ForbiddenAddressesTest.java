package dev.trainyard.deployment.call;

import static dev.trainyard.deployment.call.Calls.failed;
import static dev.trainyard.deployment.call.Calls.forbidden;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.trainyard.deployment.call.Calls.With;
import dev.trainyard.kit.outward.Target;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.UUID;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** 127.0.0.1 is allowed in tests and nothing else of this machine, where a server listens on all of its addresses. */
@QuarkusTest
@TestProfile(TightCalls.class)
class ForbiddenAddressesTest {

    @Inject
    Calls calls;

    @Inject
    PlannedNames names;

    private final String name = UUID.randomUUID() + ".example";

    private static OtherSide answeringOne() throws Exception {
        return OtherSide.answering(200, "application/json", "1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"127.0.0.2", "[::1]", "[::ffff:127.0.0.2]", "[64:ff9b::7f00:2]", "0.0.0.0", "169.254.169.254"})
    void addressThatIsNotPublicIsNotCalled(String host) throws Exception {
        try (OtherSide other = answeringOne()) {
            assertEquals(
                    forbidden(
                            Target.of("http://" + host + ":" + other.port()).origin() + " is not at a public address."),
                    calls.error(With.get("http://" + host + ":" + other.port() + "/")));
            assertEquals(0, other.requests().size());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.2", "10.1.2.3", "::ffff:127.0.0.2", "::1", "fd00:ec2::254", "169.254.169.254"})
    void nameOfWhatIsNotPublicIsNotCalled(String address) throws Exception {
        names.plan(name, address);
        try (OtherSide other = answeringOne()) {
            assertEquals(
                    forbidden("http://" + name + ":" + other.port() + " is not at a public address."),
                    calls.error(With.get("http://" + name + ":" + other.port() + "/")));
            assertEquals(0, other.requests().size());
        }
    }

    @Test
    void oneAddressThatIsNotPublicIsEnough() throws Exception {
        names.plan(name, "127.0.0.1", "127.0.0.2");
        try (OtherSide other = answeringOne()) {
            assertEquals(
                    forbidden("http://" + name + ":" + other.port() + " is not at a public address."),
                    calls.error(With.get("http://" + name + ":" + other.port() + "/")));
            assertEquals(0, other.requests().size());
        }
    }

    @Test
    void nameIsAskedForOnceAndWhatWasCheckedIsCalled() throws Exception {
        names.plan(name, "127.0.0.1");
        names.plan(name, "127.0.0.2");
        try (OtherSide other = answeringOne()) {
            assertEquals(IntNode.valueOf(1), calls.output(With.get("http://" + name + ":" + other.port() + "/")));
            assertEquals(name + ":" + other.port(), other.request().header("Host"));
            assertEquals(1, names.left(name));
        }
    }

    @Test
    void nextCallAsksAgain() throws Exception {
        names.plan(name, "127.0.0.1");
        names.plan(name, "127.0.0.2");
        try (OtherSide other = answeringOne()) {
            String url = "http://" + name + ":" + other.port() + "/";
            calls.output(With.get(url));

            assertEquals(
                    forbidden("http://" + name + ":" + other.port() + " is not at a public address."),
                    calls.error(With.get(url)));
        }
    }

    @Test
    void redirectIsCheckedAgain() throws Exception {
        try (OtherSide inside = answeringOne();
                OtherSide other = OtherSide.redirecting(302, "http://127.0.0.2:" + inside.port() + "/")) {
            assertEquals(
                    forbidden("http://127.0.0.2:" + inside.port() + " is not at a public address."),
                    calls.error(With.get(other.url("/")).redirecting()));
            assertNotNull(other.request());
            assertEquals(0, inside.requests().size());
        }
    }

    @Test
    void redirectToTheSameNameIsCheckedAgain() throws Exception {
        names.plan(name, "127.0.0.1");
        names.plan(name, "127.0.0.2");
        try (OtherSide other = OtherSide.redirecting(302, "/b")) {
            assertEquals(
                    forbidden("http://" + name + ":" + other.port() + " is not at a public address."),
                    calls.error(With.get("http://" + name + ":" + other.port() + "/a")
                            .redirecting()));
            assertEquals("GET /a HTTP/1.1", other.request().line());
            assertEquals(0, other.requests().size());
        }
    }

    @Test
    void addressThatNobodyListensAtIsPassedOver() throws Exception {
        try (OtherSide other =
                new OtherSide((request, socket, out) -> out.write("HTTP/1.1 204 OK\r\n\r\n".getBytes(UTF_8)))) {
            names.plan(name, "127.0.0.1", "127.0.0.1");

            calls.output(With.get("http://" + name + ":" + other.port() + "/"));

            assertNotNull(other.request());
            assertEquals(0, other.requests().size());
        }
    }

    @Test
    void nameWithoutAnAddressIsTold() {
        assertEquals(
                failed(502, "There is no host " + name + "."), calls.error(With.get("http://" + name + "/?key=1")));
    }

    @Test
    void portOfAnotherProtocolIsNotCalled() {
        assertEquals(forbidden("Port 22 may not be called."), calls.error(With.get("http://127.0.0.1:22/")));
    }

    @Test
    void proxyOfTheEnvironmentIsNotUsed() throws Exception {
        System.setProperty("http.proxyHost", "127.0.0.2");
        System.setProperty("http.proxyPort", "9");
        System.setProperty("http.nonProxyHosts", "");
        try (OtherSide other = answeringOne()) {
            assertEquals(IntNode.valueOf(1), calls.output(With.get(other.url("/"))));
            assertEquals("GET / HTTP/1.1", other.request().line());
        } finally {
            System.clearProperty("http.proxyHost");
            System.clearProperty("http.proxyPort");
            System.clearProperty("http.nonProxyHosts");
        }
    }

    @Test
    void certificateIsAskedForAndCheckedByTheName() throws Exception {
        names.plan(Certificates.NAME, "127.0.0.1");
        names.plan(name, "127.0.0.1");
        try (OtherSide other = new OtherSide(
                (request, socket, out) -> {
                    var session = (ExtendedSSLSession) ((SSLSocket) socket).getSession();
                    SNIServerName wanted = session.getRequestedServerNames().getFirst();
                    out.write("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n".getBytes(UTF_8));
                    out.write(wanted.getEncoded());
                },
                Certificates.known().serverSocket())) {
            assertEquals(
                    TextNode.valueOf(Certificates.NAME),
                    calls.output(With.get("https://" + Certificates.NAME + ":" + other.port() + "/")));
            assertEquals(
                    failed(
                            502,
                            "https://" + name + ":" + other.port()
                                    + " does not speak TLS, or has no certificate of its name that is trusted."),
                    calls.error(With.get("https://" + name + ":" + other.port() + "/")));
            assertEquals(1, other.requests().size());
        }
    }

    @Test
    void nothingGoesFromHttpsToHttp() throws Exception {
        names.plan(Certificates.NAME, "127.0.0.1");
        try (OtherSide plain = answeringOne();
                OtherSide other = new OtherSide(
                        (request, socket, out) -> out.write(
                                ("HTTP/1.1 302 There\r\nLocation: " + plain.url("/") + "\r\nContent-Length: 0\r\n\r\n")
                                        .getBytes(UTF_8)),
                        Certificates.known().serverSocket())) {
            String origin = "https://" + Certificates.NAME + ":" + other.port();
            assertEquals(
                    forbidden(origin + " redirects from https to http."),
                    calls.error(With.get(origin + "/").redirecting()));
            assertEquals(0, plain.requests().size());
        }
    }
}
