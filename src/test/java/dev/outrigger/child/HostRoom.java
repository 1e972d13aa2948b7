package dev.outrigger.child;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A host that listens in this process, until its sidecar goes, and has models that are none. */
final class HostRoom {
    static final Version VERSION = Version.of(List.of());

    final Scripted models = new Scripted();

    /** Completes when it serves nobody any more. */
    final CompletableFuture<Void> over = new CompletableFuture<>();

    final Path socket;

    HostRoom(Path folder) {
        socket = folder.resolve("s");
        Host host = new Host(socket, VERSION, models);
        Thread.ofPlatform().daemon().start(() -> {
            try {
                host.serve(Optional.empty());
                over.complete(null);
            } catch (IOException failed) {
                over.completeExceptionally(failed);
            }
        });
        await().until(() -> Files.exists(socket) || over.isDone());
    }

    Side sidecar() throws IOException {
        return Side.at(socket, VERSION);
    }
}
