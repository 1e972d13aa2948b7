package dev.outrigger.child;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The engine's process: it listens at one socket, serves the one sidecar that greets it rightly, and is over when that
 * goes, or when the process that started it ends.
 */
public final class Host {
    private static final Logger LOG = System.getLogger("dev.outrigger.engine");
    private static final Duration GREETING = Duration.ofSeconds(5);

    /** Who started it may have died before it could look. */
    private static final Duration LONELY = Duration.ofMinutes(1);

    private final Path socket;
    private final Version version;
    private final Models models;
    private volatile boolean isServed;

    public Host(Path socket, Version version, Models models) {
        this.socket = socket;
        this.version = version;
        this.models = models;
    }

    /**
     * Serves, and returns when nobody is to be served any more.
     *
     * @param parent whose end is this one's too
     * @throws IOException when the socket cannot be had
     */
    public void serve(Optional<ProcessHandle> parent) throws IOException {
        CountDownLatch over = new CountDownLatch(1);
        parent.ifPresent(starter -> {
            var unusedEnd = starter.onExit().thenRun(over::countDown);
        });
        CompletableFuture.delayedExecutor(LONELY.toSeconds(), TimeUnit.SECONDS).execute(() -> {
            if (!isServed) over.countDown();
        });
        Sockets.clear(socket);
        ServerSocketChannel listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try (listening) {
            listening.bind(UnixDomainSocketAddress.of(socket));
            Sockets.lock(socket);
            Thread.ofPlatform().daemon().name("outrigger-engine-accept").start(() -> accept(listening, over));
            over.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            Files.deleteIfExists(socket);
        }
    }

    /** One after the other, until one is the sidecar; after it nobody finds a way in. */
    private void accept(ServerSocketChannel listening, CountDownLatch over) {
        try {
            while (!isServed) isServed = greet(listening.accept(), over);
            listening.close();
            Files.deleteIfExists(socket);
        } catch (IOException closed) {
            over.countDown();
        }
    }

    private boolean greet(SocketChannel channel, CountDownLatch over) {
        Desk desk = new Desk(models, over::countDown);
        Link<Told, Asked> link =
                new Link<>(channel, version, Encodings.of(Told.class), Encodings.of(Asked.class), desk);
        desk.open(link::send);
        try {
            link.start(GREETING);
            return true;
        } catch (IOException stranger) {
            LOG.log(Level.WARNING, "a connection to the engine is closed: {0}", stranger.getMessage());
            return false;
        }
    }
}
