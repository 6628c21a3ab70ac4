package dev.trainyard.kit.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.http.problem.Problem;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class DatabaseProblemsTest {

    @Test
    void connectThatWasBrokenOffIsNoMistakeOfOurs() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var source = new PGSimpleDataSource();
            source.setServerNames(new String[] {"127.0.0.1"});
            source.setPortNumbers(new int[] {silent.getLocalPort()});
            source.setUser("nobody");
            source.setLoginTimeout(30);
            Thread.currentThread().interrupt();

            SQLException failure = assertThrows(SQLException.class, source::getConnection);

            assertTrue(Thread.interrupted());
            Problem problem = DatabaseProblems.of(failure).orElseThrow();
            assertEquals("database-unavailable", problem.code());
        }
    }
}
