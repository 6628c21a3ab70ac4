package dev.trainyard.gateway.limit;

import dev.trainyard.http.digest.Sha256;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.distributed.BucketProxy;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.jdbc.PrimaryKeyMapper;
import io.github.bucket4j.postgresql.Bucket4jPostgreSQL;
import io.github.bucket4j.postgresql.PostgreSQLSelectForUpdateBasedProxyManager;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * The buckets of all replicas, in PostgreSQL. It is asked after the replica's own bucket, and only so long: a database
 * that is slow or away makes limits looser, never a request slow.
 */
final class SharedBuckets {

    private static final Logger LOG = Logger.getLogger(SharedBuckets.class);

    private static final long PATIENCE_MILLIS = 250;
    /** As long as it is not asked again after it failed, so that few requests wait in vain. */
    private static final long PAUSE = TimeUnit.SECONDS.toNanos(1);
    /** More than wait for a few connections in that time would wait in vain. */
    private static final int MAX_WAITING = 256;

    private static final int CLEANED_AT_ONCE = 1_000;
    private static final long CLEANING_MILLIS = TimeUnit.MINUTES.toMillis(1);

    // What is lost in a crash would have grown back in seconds.
    private static final String TABLE = """
            CREATE UNLOGGED TABLE IF NOT EXISTS gateway_bucket (
                id         text   NOT NULL,
                state      bytea,
                expires_at bigint,
                CONSTRAINT pk_gateway_bucket PRIMARY KEY (id)
            );
            CREATE INDEX IF NOT EXISTS ix_gateway_bucket_expires_at ON gateway_bucket (expires_at)
            """;

    private final DataSource database;
    private final VertxInternal vertx;
    private final PostgreSQLSelectForUpdateBasedProxyManager<String> buckets;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore places = new Semaphore(MAX_WAITING);
    private final AtomicBoolean away = new AtomicBoolean();
    private volatile boolean prepared;
    private volatile long awayUntil = System.nanoTime();

    SharedBuckets(DataSource database, Vertx vertx) {
        this.database = database;
        this.vertx = (VertxInternal) vertx;
        this.buckets = Bucket4jPostgreSQL.selectForUpdateBasedBuilder(database)
                .primaryKeyMapper(PrimaryKeyMapper.STRING)
                .table("gateway_bucket")
                .expiresAtColumn("expires_at")
                .expirationAfterWrite(
                        ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(Duration.ofSeconds(10)))
                .build();
        vertx.setPeriodic(CLEANING_MILLIS, id -> threads.execute(this::clean));
    }

    /** Takes a token of {@code client}; fails when it cannot be told in time whether there is one. */
    Future<ConsumptionProbe> take(String client, BucketConfiguration limit) {
        return ask(() -> bucketOf(client, limit).tryConsumeAndReturnRemaining(1));
    }

    /** Takes so many tokens of {@code client}, or as many as there are. */
    void drain(String client, BucketConfiguration limit, long tokens) {
        ask(() -> bucketOf(client, limit).tryConsumeAsMuchAsPossible(tokens))
                .onSuccess(taken -> LOG.debugf("%d tokens taken", taken));
    }

    private void clean() {
        try {
            while (buckets.removeExpired(CLEANED_AT_ONCE) == CLEANED_AT_ONCE) {
                LOG.debug("Many clients were gone, and more may be");
            }
        } catch (RuntimeException away) {
            LOG.debug("Not cleaned this time", away);
        }
    }

    private BucketProxy bucketOf(String client, BucketConfiguration limit) {
        return buckets.builder().build(Sha256.hex(client), () -> limit);
    }

    private <T> Future<T> ask(Callable<T> question) {
        if (System.nanoTime() - awayUntil < 0 || !places.tryAcquire()) {
            return Future.failedFuture("Not now");
        }
        Promise<T> answer = vertx.getOrCreateContext().promise();
        threads.execute(() -> answer(question, answer));
        return answer.future().timeout(PATIENCE_MILLIS, TimeUnit.MILLISECONDS).onFailure(this::isAway);
    }

    private <T> void answer(Callable<T> question, Promise<T> answer) {
        try {
            long begun = System.nanoTime();
            prepare();
            T found = question.call();
            boolean inTime = System.nanoTime() - begun < TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
            if (inTime && away.compareAndSet(true, false)) {
                LOG.info("Limits are shared with the other replicas again");
            }
            answer.tryComplete(found);
        } catch (Exception failed) {
            // Whoever comes back may have lost the table.
            prepared = false;
            answer.tryFail(failed);
        } finally {
            places.release();
        }
    }

    private void prepare() throws SQLException {
        if (prepared) {
            return;
        }
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(TABLE);
        }
        prepared = true;
    }

    private void isAway(Throwable failure) {
        awayUntil = System.nanoTime() + PAUSE;
        if (away.compareAndSet(false, true)) {
            LOG.warnf("Limits are not shared with the other replicas now: %s", failure.getMessage());
        }
    }
}
