package dev.trainyard.images;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What is in an image, run as a container runtime runs it under restricted pod security: its root read-only, another user,
 * no privileges to gain, the only process that it sees, and /tmp to write to. The network is the machine's.
 */
final class Container implements AutoCloseable {

    // Its first argument is the root, the others are the entry point. The last program replaces the one before, so that
    // the entry point is process 1, whom the kernel spares signals that it does not handle.
    private static final String RUN = """
            set -e
            root=$1 directory=$2 group=$3 user=$4
            shift 4
            mount --bind "$root" "$root"
            mount -t proc proc "$root/proc"
            mount --rbind /dev "$root/dev"
            mount -t tmpfs -o mode=1777 tmpfs "$root/tmp"
            mount -o remount,bind,ro "$root"
            exec setpriv --no-new-privs \
                unshare --root="$root" --wd="$directory" --setgid="$group" --setuid="$user" "$@"
            """;

    private final Process process;
    private final Path log;

    private Container(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Whether this user of this machine may make namespaces and mount. */
    static boolean canRun() {
        try {
            Command.output("unshare", "--mount", "--pid", "--fork", "mount", "-t", "tmpfs", "tmpfs", "/tmp");
            return true;
        } catch (IOException | IllegalStateException refused) {
            return false;
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    /** Starts it with {@code mounted} where a volume would be; it is not ready yet. */
    static Container start(Image image, Path folder, Map<String, Path> mounted, Map<String, String> environment)
            throws IOException, InterruptedException {
        var configuration = image.configuration();
        Path root = image.unpack(folder);
        Path log = folder.resolve("log");
        // What runtimes put into each container.
        Files.createDirectory(root.resolve("proc"));
        Files.createDirectory(root.resolve("dev"));
        Files.writeString(root.resolve("etc/hosts"), "127.0.0.1 localhost\n");
        // Without it Netty asks name servers of the Internet.
        Files.writeString(root.resolve("etc/resolv.conf"), "nameserver 127.0.0.1\n");
        for (var file : mounted.entrySet()) {
            // Not a copy of it, which would be as private as the original.
            Files.writeString(root.resolve("." + file.getKey()), Files.readString(file.getValue()));
        }

        String[] user = configuration.getString("User").split(":", 2);
        List<String> command = new ArrayList<>(List.of("unshare", "--mount", "--pid", "--fork", "sh", "-c", RUN, "sh"));
        command.addAll(List.of(root.toString(), configuration.getString("WorkingDir"), user[1], user[0]));
        command.addAll(configuration.getList("Entrypoint", String.class));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return new Container(builder.start(), log);
    }

    boolean isRunning() {
        return process.isAlive();
    }

    String log() {
        try {
            return Files.readString(log);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Asks it to stop as Kubernetes does, and waits as long as Kubernetes would; its exit code. */
    int stop() throws InterruptedException {
        process.children().forEach(ProcessHandle::destroy);
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            throw new IllegalStateException("It has not stopped in 30 s");
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
