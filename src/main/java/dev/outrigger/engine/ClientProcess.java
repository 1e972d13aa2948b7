package dev.outrigger.engine;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * One run of a package client in a scratch folder. Its temporary files are kept there too, so that their size tells how
 * far the download is.
 *
 * @param scratch an existing folder; the client works in its subfolder {@code out}
 * @param bound the client is ended when it takes longer
 * @param interval between two lines of progress
 */
record ClientProcess(Path scratch, Duration bound, Duration interval) {
    private static final int LAST_LINES = 12;
    /** The user's index may be reached with a password in its address. */
    private static final Pattern CREDENTIALS = Pattern.compile("://[^/@\\s]+@");

    /** Where the client leaves what it fetched. */
    Path out() {
        return scratch.resolve("out");
    }

    /** Returns when the client succeeded; else fails with the command and the client's last lines. */
    void run(List<String> command, Consumer<String> progress) throws IOException {
        Files.createDirectories(out());
        var temporary = Files.createDirectories(scratch.resolve("tmp"));
        var builder = new ProcessBuilder(command)
                .directory(out().toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(log().toFile());
        builder.environment().put("TMPDIR", temporary.toString());
        var process = builder.start();
        // Ends with us: a download that nobody waits for would hold the lock's files and the network.
        var reaper = new Thread(() -> end(process));
        Runtime.getRuntime().addShutdownHook(reaper);
        try {
            await(process, command, progress);
        } finally {
            end(process);
            Runtime.getRuntime().removeShutdownHook(reaper);
        }
    }

    private void await(Process process, List<String> command, Consumer<String> progress) throws IOException {
        var deadline = System.nanoTime() + bound.toNanos();
        try {
            while (!process.waitFor(interval.toMillis(), TimeUnit.MILLISECONDS)) {
                if (System.nanoTime() - deadline > 0) {
                    throw failure("took longer than " + bound.toSeconds() + " s", command);
                }
                progress.accept("%.1f MB so far".formatted(bytesSoFar() / 1e6));
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted").initCause(interrupted);
        }
        if (process.exitValue() != 0) throw failure("exit status " + process.exitValue(), command);
    }

    private IOException failure(String what, List<String> command) throws IOException {
        var lines = Files.readString(log()).strip().lines().toList();
        var last = lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size());
        var said = last.isEmpty() ? "    (no output)" : "    " + String.join("\n    ", last);
        var message = what + " of: " + String.join(" ", command) + "\n" + said;
        return new IOException(CREDENTIALS.matcher(message).replaceAll("://***@"));
    }

    // The largest file alone: clients copy the finished download from one folder into the other.
    private long bytesSoFar() {
        try (var files = Files.walk(scratch)) {
            return files.mapToLong(file -> file.toFile().length()).max().orElse(0);
        } catch (IOException | UncheckedIOException filesComeAndGo) {
            return 0;
        }
    }

    private Path log() {
        return scratch.resolve("client.log");
    }

    private static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
    }
}
