package dev.trainyard.systemtests.faults;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.systemtests.ServiceProcess;
import dev.trainyard.testkit.TestTokens;
import dev.trainyard.testkit.fault.FaultProxy;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Clients that are slow, idle, half gone or cut off: good ones notice nothing, and nothing of the bad ones stays. */
@Tag("faults")
class BadClientsTest {

    private static final int SLOW = Scale.times(40, 200);
    private static final int IDLE = Scale.times(500, 4_000);
    private static final int ROUNDS = Scale.times(12, 80);
    // What comes and goes by itself: connections of pools, those of probes.
    private static final int FEW = 24;
    // More than any buffer on the way, so that whoever does not read it holds it up.
    private static final int ROWS = 8_000;
    private static final Duration PAUSE = Duration.ofSeconds(8);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    // Signed once: hundreds of signatures at a moment would be the machine's trouble, not that of bad clients.
    private static final Map<String, String> TOKENS = new ConcurrentHashMap<>();

    private static EmbeddedDatabase database;
    private static Cluster cluster;
    private static Logs logs;

    @BeforeAll
    static void start() throws Exception {
        database = EmbeddedDatabase.temporary();
        logs = Logs.fromNow();
        cluster = Cluster.over(database)
                .with(ServiceProcess.WORKOUT, 1)
                .environment(ServiceProcess.GATEWAY, "TRAINYARD_GATEWAY_FORWARD_BODY_IDLE_TIMEOUT", PAUSE.toString())
                .start();
        // Both have done everything once, and have what they keep.
        try (GoodClient good = GoodClient.at(cluster.url())) {
            await().atMost(PATIENCE).until(() -> good.asked() > 200);
        }
    }

    @AfterAll
    static void stop() {
        if (cluster != null) {
            cluster.close();
        }
        database.close();
    }

    private static List<ServiceProcess> both() {
        return List.of(cluster.gateway(0), cluster.service(ServiceProcess.WORKOUT));
    }

    private static List<Footprint> footprints() throws IOException, InterruptedException {
        List<Footprint> footprints = new ArrayList<>();
        for (ServiceProcess process : both()) {
            footprints.add(Footprint.of(process));
        }
        return footprints;
    }

    /** What was taken up is given back. */
    private static void awaitHandlesBack(List<Footprint> before) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(500)).untilAsserted(() -> {
            for (int process = 0; process < before.size(); process++) {
                long now = Footprint.handles(both().get(process));
                assertTrue(
                        now <= before.get(process).handles() + FEW,
                        process + ": " + before.get(process).handles() + " → " + now);
            }
        });
    }

    private static String flat(List<Footprint> before) throws IOException, InterruptedException {
        List<Footprint> after = footprints();
        for (int process = 0; process < before.size(); process++) {
            assertTrue(
                    after.get(process).isFlatSince(before.get(process)),
                    after.get(process).since(before.get(process)));
        }
        return "gateway " + after.getFirst().since(before.getFirst()) + "; workout-service "
                + after.getLast().since(before.getLast());
    }

    private static Socket connect(int number, int receiveBuffer) throws IOException {
        Socket socket = new Socket();
        if (receiveBuffer > 0) {
            socket.setReceiveBufferSize(receiveBuffer);
        }
        // From addresses of their own, since one has only so many ports.
        byte[] address = {127, 0, (byte) (1 + number / 200), (byte) (2 + number % 200)};
        socket.bind(new InetSocketAddress(InetAddress.getByAddress(address), 0));
        socket.connect(
                new InetSocketAddress(
                        InetAddress.getLoopbackAddress(), cluster.gateway(0).port()),
                10_000);
        socket.setSoTimeout((int) PATIENCE.toMillis());
        return socket;
    }

    private static String head(String method, String path, String user, String... headers) {
        return method + " " + path + " HTTP/1.1\r\nHost: trainyard.test\r\nAuthorization: Bearer "
                + TOKENS.computeIfAbsent(user, name -> TestTokens.of(name, "user")) + "\r\n" + String.join("", headers)
                + "\r\n";
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(US_ASCII));
        socket.getOutputStream().flush();
    }

    /** All that it is answered until the other side closes; nothing when it does so without a word. */
    private static String rest(Socket socket) throws IOException {
        try {
            return new String(socket.getInputStream().readAllBytes(), US_ASCII);
        } catch (SocketTimeoutException open) {
            throw open;
        } catch (SocketException reset) {
            return "";
        }
    }

    /** Sends a byte a second until it is stopped from the other side; how long that took. */
    private static Duration drip(Socket socket, String text) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        InputStream answer = socket.getInputStream();
        socket.setSoTimeout(1_000);
        for (int at = 0; at < text.length(); at++) {
            try {
                send(socket, text.substring(at, at + 1));
                // The second's pause: the wait for an answer, which ends it.
                answer.read();
                return Duration.ofNanos(System.nanoTime() - begin);
            } catch (SocketTimeoutException _) {
                // Nothing yet.
            } catch (SocketException closed) {
                return Duration.ofNanos(System.nanoTime() - begin);
            }
        }
        throw new IllegalStateException("Nobody stopped it");
    }

    private interface Misdeed {

        /** How it ended, in a word or two. */
        String of(int number) throws Exception;
    }

    /** Has as many do the same at once; how it ended for how many. */
    private static Map<String, AtomicInteger> together(int many, Misdeed misdeed) throws Exception {
        Map<String, AtomicInteger> ends = new ConcurrentHashMap<>();
        // Threads of their own: the lines to the database run on virtual ones, and are to be in order.
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            List<Future<?>> running = new ArrayList<>();
            for (int number = 0; number < many; number++) {
                int one = number;
                running.add(threads.submit(() -> {
                    ends.computeIfAbsent(misdeed.of(one), _ -> new AtomicInteger())
                            .incrementAndGet();
                    return null;
                }));
            }
            for (Future<?> one : running) {
                one.get();
            }
        }
        return ends;
    }

    private static void finding(String done, String often, GoodClient good, String ends) {
        Findings.add(
                BadClientsTest.class,
                done,
                often,
                "they are ended in time; a good client beside them notices nothing",
                ends + "; the good one: " + good.served());
    }

    @Test
    void slowOnesAreEndedAndHoldNobodyUp() throws Exception {
        String reader = "reader-" + System.nanoTime();
        writeMuch(reader);
        List<Footprint> before = footprints();
        try (GoodClient good = GoodClient.at(cluster.url());
                ExecutorService kinds = Executors.newFixedThreadPool(4)) {
            Future<Map<String, AtomicInteger>> heads =
                    kinds.submit(() -> together(SLOW, BadClientsTest::sendHeadSlowly));
            Future<Map<String, AtomicInteger>> bodies =
                    kinds.submit(() -> together(SLOW, BadClientsTest::sendBodySlowly));
            Future<Map<String, AtomicInteger>> readers =
                    kinds.submit(() -> together(4, number -> readNothing(number, reader)));
            Future<Map<String, AtomicInteger>> halves = kinds.submit(() -> together(SLOW, BadClientsTest::closeHalf));
            String ofHeads = heads.get().toString();
            String ofBodies = bodies.get().toString();
            String ofReaders = readers.get().toString();
            String ofHalves = halves.get().toString();
            good.finish();

            finding("a byte of a request's head each second", SLOW + " at once", good, ofHeads);
            finding("a byte of a body each second", SLOW + " at once", good, ofBodies);
            finding("an export of " + ROWS / 500 + " MB that is not read", "4 at once", good, ofReaders);
            finding("a connection that is closed half, with a request and amid one", SLOW + " at once", good, ofHalves);
            assertEquals(List.of(), good.failures());
        }
        // Who did not read holds no place any more.
        Client again = new Client(cluster.url(), reader);
        await().atMost(PATIENCE)
                .until(() -> again.get("/api/v1/exports/body-weights.csv").succeeded());
        awaitHandlesBack(before);
        assertEquals(List.of(), logs.complaints());
        Findings.add(BadClientsTest.class, "what slow clients leave behind", "once", "nothing", flat(before));
    }

    private static String sendHeadSlowly(int number) throws Exception {
        try (Socket socket = connect(number, 0)) {
            return "ended within " + rounded(drip(socket, head("GET", "/api/v1/workouts", "slow")));
        }
    }

    private static String sendBodySlowly(int number) throws Exception {
        try (Socket socket = connect(number, 0)) {
            send(
                    socket,
                    head(
                            "PUT",
                            "/api/v1/body-weights/2026-03-29",
                            "slow",
                            "Content-Type: application/json\r\nContent-Length: 100000\r\n"));
            return "ended within " + rounded(drip(socket, " ".repeat(600)));
        }
    }

    /** In steps, since every second counts for itself. */
    private static String rounded(Duration took) {
        long seconds = took.toSeconds();
        assertTrue(seconds <= 45, "It took " + took);
        return seconds <= 15 ? "15 s" : seconds <= 30 ? "30 s" : "45 s";
    }

    private static String readNothing(int number, String user) throws Exception {
        try (Socket socket = connect(number, 4_096)) {
            send(socket, head("GET", "/api/v1/exports/body-weights.csv", user));
            // Its first bytes, so that it has begun; then nothing for longer than is waited for.
            byte[] begin = socket.getInputStream().readNBytes(64);
            String status = new String(begin, US_ASCII).substring(9, 12);
            if (!status.equals("200")) {
                return status;
            }
            // Not a wait for anything: this is what is wrong with it.
            Thread.sleep(PAUSE.multipliedBy(2));
            long more = rest(socket).length();
            return more < ROWS * 2_000L ? "broken off" : "sent all the same";
        }
    }

    private static String closeHalf(int number) throws Exception {
        try (Socket socket = connect(number, 0)) {
            boolean isWhole = number % 2 == 0;
            String request = head("GET", "/api/v1/workouts", "half", "Connection: close\r\n");
            send(socket, isWhole ? request : request.substring(0, request.length() / 2));
            socket.shutdownOutput();
            String answer = rest(socket);
            return (isWhole ? "whole: " : "amid: ") + (answer.isEmpty() ? "closed" : answer.substring(9, 12));
        }
    }

    private static void writeMuch(String user) throws Exception {
        try (Connection admin = database.connectAsAdmin();
                PreparedStatement insert = admin.prepareStatement("""
                        INSERT INTO workout.body_weight (user_id, day, weight_kg, unit, notes)
                        SELECT ?, date '2000-01-01' + n, 80, 'kg', repeat('x', 2000) FROM generate_series(1, ?) n
                        """)) {
            insert.setString(1, user);
            insert.setInt(2, ROWS);
            insert.executeUpdate();
        }
    }

    @Test
    void idleConnectionsTakeNobodysPlace() throws Exception {
        List<Footprint> before = footprints();
        List<Socket> idle = new ArrayList<>();
        try (GoodClient good = GoodClient.at(cluster.url())) {
            try {
                for (int number = 0; number < IDLE; number++) {
                    idle.add(connect(number, 0));
                }
                int asked = good.asked();
                await().atMost(PATIENCE).until(() -> good.asked() > asked + 200);
                long held = Footprint.handles(cluster.gateway(0));
                good.finish();

                finding(
                        "connections on which nothing is sent",
                        IDLE + " at once",
                        good,
                        held + " handles of the gateway meanwhile");
                assertTrue(held >= IDLE, "The gateway holds " + held);
                assertEquals(List.of(), good.failures());
            } finally {
                for (Socket socket : idle) {
                    socket.close();
                }
            }
        }
        awaitHandlesBack(before);
        Findings.add(BadClientsTest.class, "what idle connections leave behind", "once", "nothing", flat(before));
    }

    @Test
    void clientsThatAreCutOffDisturbNobodyElse() throws Exception {
        String reader = "cut-" + System.nanoTime();
        writeMuch(reader);
        List<Footprint> before = footprints();
        Map<String, AtomicInteger> ends = new ConcurrentHashMap<>();
        AtomicBoolean done = new AtomicBoolean();
        try (FaultProxy line = FaultProxy.to(cluster.gateway(0).port());
                GoodClient good = GoodClient.at(cluster.url());
                ExecutorService threads = Executors.newCachedThreadPool()) {
            for (int worker = 0; worker < 8; worker++) {
                boolean reads = worker % 2 == 0;
                threads.execute(() -> {
                    while (!done.get()) {
                        ends.computeIfAbsent(ask(line, reads, reader), _ -> new AtomicInteger())
                                .incrementAndGet();
                    }
                });
            }
            try {
                disturb(line, good);
            } finally {
                // Else they would go on for ever.
                done.set(true);
                line.mend();
            }
            good.finish();

            finding(
                    "clients cut off, reset, lost and frozen, amid requests and answers",
                    ROUNDS + " times, 8 clients each",
                    good,
                    "their own requests: " + ends);
            assertEquals(List.of(), good.failures());
            assertEquals(
                    0, ends.keySet().stream().filter(end -> end.startsWith("5")).count(), "" + ends);
        }
        awaitHandlesBack(before);
        assertEquals(List.of(), logs.complaints());
        Findings.add(
                BadClientsTest.class, "what clients that were cut off leave behind", "once", "nothing", flat(before));
    }

    private static void disturb(FaultProxy line, GoodClient good) {
        for (int round = 0; round < ROUNDS; round++) {
            int asked = good.asked();
            await().atMost(PATIENCE).until(() -> good.asked() > asked + 10);
            // Slow enough that most are amid something.
            line.throttle(200_000);
            int slower = good.asked();
            await().atMost(PATIENCE).until(() -> good.asked() > slower + 10);
            switch (round % 4) {
                case 0 -> line.cut();
                case 1 -> line.reset();
                case 2 -> line.lose();
                default -> line.freeze();
            }
            int disturbed = good.asked();
            await().atMost(PATIENCE).until(() -> good.asked() > disturbed + 10);
            line.mend();
        }
    }

    /** With a socket of its own, which waits for each byte two seconds at most. */
    private static String ask(FaultProxy line, boolean reads, String user) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), line.port())) {
            socket.setSoTimeout(2_000);
            String body = "{\"names\": [\"Squat\"]" + " ".repeat(200_000) + "}";
            send(
                    socket,
                    reads
                            ? head("GET", "/api/v1/exports/body-weights.csv", user, "Connection: close\r\n")
                            : head(
                                            "POST",
                                            "/api/v1/exercises:resolve",
                                            user,
                                            "Connection: close\r\nContent-Type: application/json\r\nContent-Length: "
                                                    + body.length() + "\r\n")
                                    + body);
            String answer = new String(socket.getInputStream().readAllBytes(), US_ASCII);
            boolean isWhole = !answer.contains("chunked") || answer.endsWith("\r\n0\r\n\r\n");
            if (answer.isEmpty() || answer.contains("too-many-exports")) {
                return answer.isEmpty() ? "none" : "in turn";
            }
            return answer.substring(9, 12) + (isWhole ? "" : " broken off");
        } catch (IOException none) {
            // Whoever is refused at once does not ask again at once.
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            return "none";
        }
    }
}
