package dev.trainyard.http.memory;

import io.quarkus.runtime.ImageMode;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.graalvm.nativeimage.c.function.CFunction;
import org.graalvm.word.PointerBase;
import org.graalvm.word.UnsignedWord;
import org.graalvm.word.WordFactory;
import org.jboss.logging.Logger;

/**
 * Gives back what only the start of a native executable needed: its garbage, and the pages of its code and constants, of
 * which a service at work uses a quarter. Those that are used come back from the page cache one by one, for a minor fault
 * each; the others are the kernel's to use. See decision 0036.
 */
@Singleton
class StartMemory {

    /** Late enough not to be in the way of the first requests, and soon enough to count for nobody's memory. */
    private static final Duration AFTER = Duration.ofSeconds(1);

    private static final Path MAPPINGS = Path.of("/proc/self/smaps");

    private static final Logger LOG = Logger.getLogger(StartMemory.class);

    void giveBackSoon(@Observes StartupEvent started, Vertx vertx) {
        if (ImageMode.current() == ImageMode.NATIVE_RUN && Files.isReadable(MAPPINGS)) {
            vertx.setTimer(
                    AFTER.toMillis(),
                    ignored -> vertx.executeBlocking(() -> {
                        giveBack();
                        return null;
                    }));
        }
    }

    private static void giveBack() {
        System.gc();
        try (Stream<String> mappings = Files.lines(MAPPINGS)) {
            List<CleanPages> pages =
                    CleanPages.of(Path.of("/proc/self/exe").toRealPath().toString(), mappings);
            pages.forEach(Kernel::giveBack);
            LOG.debugf(
                    "%d KB of the executable may leave memory",
                    pages.stream().mapToLong(CleanPages::length).sum() / 1024);
        } catch (IOException unreadable) {
            LOG.debug("What is mapped cannot be read", unreadable);
        }
    }

    /** Apart, since a JVM could not load it. */
    private static final class Kernel {

        /** POSIX's and Linux's value of "not needed soon". */
        private static final int MADV_DONTNEED = 4;

        private Kernel() {}

        static void giveBack(CleanPages pages) {
            madvise(WordFactory.pointer(pages.begin()), WordFactory.unsigned(pages.length()), MADV_DONTNEED);
        }

        @CFunction
        private static native int madvise(PointerBase begin, UnsignedWord length, int advice);
    }
}
