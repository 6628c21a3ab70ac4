package dev.trainyard.standalone.database;

import java.util.concurrent.CountDownLatch;

/** A process with a temporary database, to be killed before it can remove it. */
public final class AbandonedDatabase {

    private AbandonedDatabase() {}

    public static void main(String[] arguments) throws InterruptedException {
        System.out.println(EmbeddedDatabase.temporary().pid());
        new CountDownLatch(1).await();
    }
}
