package dev.outrigger.child;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.outrigger.chat.Bytes;
import dev.outrigger.engine.Ask;
import dev.outrigger.support.HeardAnswer;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** A sidecar, as far as an engine sees of it. */
record Side(Conversation conversation, Link<Asked, Told> link, CompletableFuture<String> ended, List<Double> progress)
        implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** Greets the engine that listens there. */
    static Side at(Path socket, Version version) throws IOException {
        CompletableFuture<String> ended = new CompletableFuture<>();
        Conversation conversation = new Conversation(ended::complete);
        Link<Asked, Told> link = new Link<>(
                SocketChannel.open(UnixDomainSocketAddress.of(socket)),
                version,
                Encodings.of(Asked.class),
                Encodings.of(Told.class),
                conversation);
        conversation.open(link::send);
        link.start(PATIENCE);
        return new Side(conversation, link, ended, new CopyOnWriteArrayList<>());
    }

    long load(String wanted) {
        return load(Asked.Kind.GENERATOR, wanted).model();
    }

    Told.Loaded load(Asked.Kind kind, String wanted) {
        return assertInstanceOf(
                Told.Loaded.class,
                Child.await(conversation.load(conversation.number(), kind, Bytes.of(wanted), progress::add)));
    }

    HeardAnswer ask(long model, Ask asked, long events) {
        return HeardAnswer.of(subscriber -> conversation.generate(model, asked, subscriber), events);
    }

    @Override
    public void close() {
        link.close();
    }
}
