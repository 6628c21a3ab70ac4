package dev.trainyard.training.activityfile;

import static dev.trainyard.training.activityfile.Uploads.PATH;
import static dev.trainyard.training.activityfile.Uploads.gzip;
import static dev.trainyard.training.activityfile.Uploads.post;
import static dev.trainyard.training.activityfile.Uploads.run;
import static dev.trainyard.training.activityfile.Uploads.zip;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.garmin.fit.Sport;
import com.garmin.fit.SubSport;
import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.InjectDatabase;
import dev.trainyard.testkit.TestUser;
import dev.trainyard.training.recording.FitFile;
import dev.trainyard.training.recording.Tour;
import dev.trainyard.training.recording.XmlFile;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ActivityZipTest {

    private static final String START = "2026-03-28T07:30:00Z";

    private final TestUser ada = TestUser.fresh();

    @InjectDatabase
    EmbeddedDatabase database;

    private List<String> rows(String sql) throws SQLException {
        try (var admin = database.connectAsAdmin();
                var statement = admin.createStatement();
                var rows = statement.executeQuery(sql.formatted(ada.id()))) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        }
    }

    private void execute(String sql) throws SQLException {
        try (var admin = database.connectAsAdmin();
                var statement = admin.createStatement()) {
            statement.execute(sql);
        }
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] fit(String start, int seconds, Long serial) {
        return FitFile.of(Tour.from(start).withHeartRate(second -> 140).move(seconds + 1, 3), Sport.RUNNING, serial);
    }

    /** Runs of ten minutes, a day each. */
    private static Map<String, byte[]> runs(int count) {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            Instant start = Instant.parse("2020-01-01T07:00:00Z").plusSeconds(86_400L * i);
            entries.put("run-" + i + ".gpx", text("""
                    <gpx><trk><name>Run %d</name><type>running</type><trkseg>
                    <trkpt lat="0" lon="0"><time>%s</time><extensions><hr>140</hr></extensions></trkpt>
                    <trkpt lat="0" lon="0.001"><time>%s</time><extensions><hr>150</hr></extensions></trkpt>
                    </trkseg></trk></gpx>
                    """.formatted(i, start, start.plusSeconds(600))));
        }
        return entries;
    }

    @Test
    void everyFormatOfAZipIsTakenIn() {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("2026/", new byte[0]);
        entries.put("2026/a.fit", fit("2026-03-01T07:00:00Z", 600, 1L));
        entries.put("2026/b.fit.gz", gzip(fit("2026-03-02T07:00:00Z", 600, 1L)));
        entries.put("2026/c.tcx", XmlFile.tcx(Tour.from("2026-03-03T07:00:00Z").move(601, 3), "Biking"));
        entries.put("2026/d", run("2026-03-04T07:00:00Z", 600));
        entries.put("__MACOSX/2026/._d", new byte[] {0, 5, 22, 7});
        entries.put("2026/.DS_Store", new byte[] {0, 0, 0, 1});
        post(ada, zip(entries))
                .then()
                .statusCode(201)
                .body("format", equalTo("zip"))
                .body("created", equalTo(4))
                .body("failed", empty())
                .body("activities.entry", contains("2026/a.fit", "2026/b.fit.gz", "2026/c.tcx", "2026/d"))
                .body("activities.type", contains("run", "run", "ride", "run"));
    }

    @Test
    void bulkExportOfStravaIsTakenInAsItsTableTells() {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("export/activities/11.fit.gz", gzip(fit("2026-03-01T07:00:00Z", 600, 1L)));
        entries.put("export/activities/12.gpx", run("2026-03-02T07:00:00Z", 600));
        // As Strava exports them: with blanks before the declaration.
        entries.put(
                "export/activities/13.tcx.gz",
                gzip(text("          "
                        + new String(
                                XmlFile.tcx(Tour.from("2026-03-03T07:00:00Z").move(601, 3), "Other"),
                                StandardCharsets.UTF_8))));
        entries.put("export/activities/14.gpx", run("2026-03-04T07:00:00Z", 600));
        entries.put("export/activities.csv", text("""
                Activity ID,Activity Date,Activity Name,Activity Type,Activity Description,Elapsed Time,Distance,Filename,Elapsed Time
                1001,"Mar 1, 2026, 7:00:00 AM",Morning Run,Run,,600,1.8,activities/11.fit.gz,600.0
                1002,"Mar 2, 2026, 7:00:00 AM","Up, and ""down\""",Trail Run,"Two
                lines",600,1.8,activities/12.gpx,600.0
                1003,"Mar 3, 2026, 7:00:00 AM",Lake,Swim,,600,1.8,activities/13.tcx.gz,600.0
                1005,"Mar 5, 2026, 7:00:00 AM",By hand,Yoga,,600,1.8,,600.0
                """));
        entries.put("export/media/1.jpg", new byte[] {1, 2, 3});
        entries.put("export/routes/1.gpx", text("<gpx><trk/></gpx>"));
        entries.put("export/profile.csv", text("a,b\n"));
        post(ada, zip(entries))
                .then()
                .statusCode(201)
                .body("format", equalTo("strava"))
                .body("created", equalTo(4))
                .body("failed", empty())
                .body("activities.name", contains("Morning Run", "Up, and \"down\"", "Lake", "Run"))
                .body("activities.type", contains("run", "run", "swim", "run"))
                .body("activities.externalId", contains("strava:1001", "strava:1002", "strava:1003", null));
        ada.request()
                .get("/api/v1/activities?from=2026-03-02&to=2026-03-02")
                .then()
                .body("items[0].notes", equalTo("Two\nlines"));
    }

    @Test
    void laterExportOfStravaAddsWhatIsNew() {
        String table = "ID,Datum,Name,Art,Beschreibung,Datei\n1,x,A,Lauf,,activities/1.gpx\n";
        Map<String, byte[]> first = new LinkedHashMap<>();
        first.put("activities.csv", text(table));
        first.put("activities/1.gpx", run("2026-03-01T07:00:00Z", 600));
        post(ada, zip(first)).then().body("created", equalTo(1));
        Map<String, byte[]> later = new LinkedHashMap<>(first);
        later.put("activities.csv", text(table + "2,x,B,Lauf,,activities/2.gpx\n"));
        later.put("activities/2.gpx", run("2026-03-02T07:00:00Z", 600));
        post(ada, zip(later))
                .then()
                .body("created", equalTo(1))
                .body("activities[0].externalId", equalTo("strava:2"))
                .body("activities[0].type", equalTo("run"))
                .body("duplicates[0].rule", equalTo("external-id"))
                .body("duplicates[0].entry", equalTo("activities/1.gpx"));
    }

    @Test
    void tableThatCannotBeReadIsReportedAndTheRestIsTakenIn() {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("activities.csv", text("\"".repeat(3) + "x".repeat(200_000)));
        entries.put("activities/1.gpx", run(START, 600));
        post(ada, zip(entries))
                .then()
                .statusCode(201)
                .body("created", equalTo(1))
                .body("failed.entry", contains("activities.csv"))
                .body("failed[0].problem.type", equalTo("urn:problem:malformed-activity-file"));
    }

    @Test
    void badEntryIsReportedAndTheRestIsTakenIn() {
        byte[] damaged = fit("2026-03-02T07:00:00Z", 600, 1L);
        damaged[1000] ^= 1;
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("../../etc/passwd", text("root:x:0:0"));
        entries.put("damaged.fit", damaged);
        entries.put("cut-off.gpx.gz", Arrays.copyOf(gzip(run(START, 600)), 200));
        entries.put("inner.zip", zip(Map.of("a.gpx", run(START, 600))));
        entries.put("empty.fit", new byte[0]);
        entries.put("back.gpx", text("""
                <gpx><trk><trkseg><trkpt lat="0" lon="0"><time>2026-03-28T07:30:00Z</time></trkpt>
                <trkpt lat="0" lon="0"><time>2026-03-28T07:29:00Z</time></trkpt></trkseg></trk></gpx>
                """));
        entries.put("good.gpx", run(START, 600));
        post(ada, zip(entries))
                .then()
                .statusCode(201)
                .body("created", equalTo(1))
                .body("activities[0].entry", equalTo("good.gpx"))
                .body("failedCount", equalTo(6))
                .body(
                        "failed.entry",
                        contains(
                                "../../etc/passwd",
                                "damaged.fit",
                                "cut-off.gpx.gz",
                                "inner.zip",
                                "empty.fit",
                                "back.gpx"))
                .body(
                        "failed.problem.type",
                        contains(
                                "urn:problem:unknown-activity-format",
                                "urn:problem:malformed-activity-file",
                                "urn:problem:malformed-activity-file",
                                "urn:problem:unknown-activity-format",
                                "urn:problem:unknown-activity-format",
                                "urn:problem:malformed-activity-file"))
                .body("failed[3].problem.detail", equalTo("A zip within something else is not opened."))
                .body("failed[3].problem.place", nullValue())
                .body("failed[5].problem.place", equalTo("line 2, column 65"));
    }

    @Test
    void entryThatIsDamagedIsReportedAndTheRestIsTakenIn() {
        byte[] first = run(START, 600);
        byte[] zip = zip(new LinkedHashMap<>(Map.of("a.gpx", first)));
        // In the middle of the compressed data.
        zip[zip.length / 2] ^= 0x55;
        post(ada, zip).then().statusCode(201).body("created", equalTo(0)).body("failed.entry", contains("a.gpx"));
    }

    @Test
    void equalEntriesAreOneActivity() {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("a.fit", fit(START, 600, 7L));
        entries.put("copy-of-a.fit", fit(START, 600, 7L));
        entries.put("the-same.gpx", run("2026-03-28T07:30:20Z", 570));
        entries.put("another.gpx", run("2026-03-28T07:31:20Z", 600));
        post(ada, zip(entries))
                .then()
                .body("activities.entry", contains("a.fit", "another.gpx"))
                .body("duplicates.entry", contains("copy-of-a.fit", "the-same.gpx"))
                .body("duplicates.rule", contains("external-id", "content"))
                .body("duplicates.existingEntry", contains("a.fit", "a.fit"))
                .body("duplicates[0].existingId", nullValue());
    }

    @Test
    void sessionsOfOneFileAreNeverDuplicatesOfEachOther() {
        Tour first = Tour.from("2026-03-28T07:30:00Z").move(30, 3);
        Tour second = Tour.from("2026-03-28T07:30:30Z").move(30, 3);
        byte[] file = FitFile.recordedBy(1L)
                .records(first)
                .records(second)
                .with(FitFile.session(first, Sport.RUNNING, SubSport.GENERIC))
                .with(FitFile.session(second, Sport.RUNNING, SubSport.GENERIC))
                .bytes();
        post(ada, zip(Map.of("brick.fit", file)))
                .then()
                .body("created", equalTo(2))
                .body("activities.externalId", contains("fit:1:1774683000", "fit:1:1774683030"));
    }

    @Test
    void zipIsTakenInChunkByChunk() throws Exception {
        post(ada, zip(runs(450)))
                .then()
                .statusCode(201)
                .body("created", equalTo(450))
                .body("activities", hasSize(100));
        assertEquals(List.of("450 450 Run 0 Run 449"), rows("""
                        SELECT count(*) || ' ' || count(h.activity_id) || ' ' || min(a.name) || ' '
                               || (array_agg(a.name ORDER BY a.started_at DESC))[1]
                        FROM training.activity a
                        LEFT JOIN training.activity_heart_rate h ON h.user_id = a.user_id AND h.activity_id = a.id
                        WHERE a.user_id = '%s'
                        """));
        post(ada, zip(runs(451)))
                .then()
                .body("created", equalTo(1))
                .body("duplicateCount", equalTo(450))
                .body("duplicates", hasSize(100));
    }

    @Test
    void importThatFailsInTheMiddleLeavesNothing() throws Exception {
        // The database refuses an activity of the second chunk, of this user alone.
        execute("""
                CREATE FUNCTION training.refuse_run_300() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN RAISE EXCEPTION 'Not this one'; END $$
                """);
        execute("""
                CREATE TRIGGER refuse_run_300 BEFORE INSERT ON training.activity FOR EACH ROW
                WHEN (NEW.user_id = '%s' AND NEW.name = 'Run 300') EXECUTE FUNCTION training.refuse_run_300()
                """.formatted(ada.id()));
        try {
            post(ada, zip(runs(450))).then().statusCode(500);
        } finally {
            execute("DROP TRIGGER refuse_run_300 ON training.activity");
            execute("DROP FUNCTION training.refuse_run_300()");
        }
        assertEquals(List.of(), rows("SELECT id FROM training.activity WHERE user_id = '%s'"));
        assertEquals(List.of(), rows("SELECT activity_id FROM training.activity_heart_rate WHERE user_id = '%s'"));
        assertEquals(List.of(), rows("SELECT id FROM training.activity_import WHERE user_id = '%s'"));
        post(ada, zip(runs(450))).then().statusCode(201).body("created", equalTo(450));
    }

    @Test
    void importOfAUserWhoHasOneUnderWayIsRefused() throws Exception {
        try (var admin = database.connectAsAdmin();
                var statement = admin.createStatement()) {
            // What an import of another replica holds.
            statement.execute("SELECT pg_advisory_lock(hashtextextended('%s', 5003))".formatted(ada.id()));
            post(ada, run(START, 600))
                    .then()
                    .statusCode(409)
                    .header("Retry-After", equalTo("5"))
                    .body("type", equalTo("urn:problem:import-running"));
        }
        post(ada, run(START, 600)).then().statusCode(201);
    }

    @Test
    void zipWithoutAnythingBringsNothing() {
        post(ada, zip(Map.of()))
                .then()
                .statusCode(201)
                .body("created", equalTo(0))
                .body("failed", empty());
    }

    @Test
    void zipThatIsCutOffIsRefused() {
        byte[] zip = zip(runs(3));
        post(ada, Arrays.copyOf(zip, zip.length - 30))
                .then()
                .statusCode(400)
                .body("type", equalTo("urn:problem:malformed-activity-file"))
                .body("detail", equalTo("The zip is cut off or damaged."));
        ada.request().get(PATH + "/imports").then().body("items", empty());
    }

    @Test
    void zipOfTooManyEntriesIsRefusedBeforeItsDirectoryIsRead() {
        byte[] zip = zip(runs(1));
        ByteBuffer end = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
        end.putShort(zip.length - 12, (short) 10_001);
        post(ada, zip)
                .then()
                .statusCode(413)
                .body("type", equalTo("urn:problem:archive-too-large"))
                .body("detail", equalTo("A zip may have at most 10000 entries."));
    }

    @Test
    void zipOfFarMoreThanItselfIsRefused() {
        byte[] blank = new byte[20 * 1024 * 1024];
        Arrays.fill(blank, (byte) '\n');
        byte[] start = text("<gpx>");
        System.arraycopy(start, 0, blank, 0, start.length);
        // A piece of text is not read beyond a bound; elements are.
        for (int i = 100; i < blank.length; i += 1000) {
            System.arraycopy(text("<a/>"), 0, blank, i, 4);
        }
        Map<String, byte[]> entries = new LinkedHashMap<>();
        for (int i = 0; i < 5; i++) {
            entries.put(i + ".gpx", blank);
        }
        post(ada, zip(entries)).then().statusCode(413).body("type", equalTo("urn:problem:archive-too-large"));
        ada.request().get(PATH + "/imports").then().body("items", empty());
    }
}
