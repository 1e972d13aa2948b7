package dev.outrigger;

import dev.outrigger.inject.MountedFolder;
import dev.outrigger.inject.Webhook;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code inject}: the admission webhook that puts the sidecar into a cluster's pods; serves until it is told to end. */
@Command(name = "inject", description = "Serve the Kubernetes webhook that puts the sidecar into pods.")
final class InjectCommand implements Callable<Integer> {
    private static final String ANYWHERE = "0.0.0.0";
    private static final Duration BIND = Duration.ofSeconds(10);

    @Option(names = "--port", paramLabel = "PORT", defaultValue = "8443", description = "Where it listens, over TLS.")
    private int port;

    @Option(
            names = "--certificate",
            paramLabel = "DIR",
            defaultValue = "/etc/outrigger-certificate",
            description = "The folder with tls.crt and tls.key; followed as it changes.")
    @SuppressWarnings("NullAway.Init")
    private Path certificate;

    @Option(
            names = "--parameters",
            paramLabel = "DIR",
            defaultValue = "/etc/outrigger-injection",
            description = "The folder with a file a parameter; followed as it changes.")
    @SuppressWarnings("NullAway.Init")
    private Path parameters;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        CountDownLatch told = new CountDownLatch(1);
        for (Ending ending : Ending.values()) Signals.listen(ending.signal(), told::countDown);
        Vertx vertx = Vertx.vertx();
        try {
            Webhook.Folders folders =
                    new Webhook.Folders(new MountedFolder(certificate), new MountedFolder(parameters), Server.RECHECK);
            new Webhook(vertx, folders, this::say)
                    .listen(ANYWHERE, port)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(BIND.toSeconds(), TimeUnit.SECONDS);
            told.await();
            return 0;
        } catch (ExecutionException | TimeoutException failed) {
            throw new IOException("port " + port + " cannot be listened on: " + failed.getMessage(), failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return 1;
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    private void say(String line) {
        spec.commandLine().getErr().println(line.startsWith("{") ? line : "outrigger: " + line);
    }
}
