package dev.outrigger.backend;

import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.outrigger.admit.Holdings;
import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.ExchangeId;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import dev.outrigger.dialect.Dialect;
import dev.outrigger.dialect.Inbound;
import dev.outrigger.dialect.Rewrite;
import dev.outrigger.dialect.openai.OpenAi;
import dev.outrigger.registry.ModelProfile;
import dev.outrigger.registry.Profiles;
import dev.outrigger.route.HoldSettings;
import dev.outrigger.support.Guards;
import dev.outrigger.support.OpenAiText;
import dev.outrigger.support.Room;
import dev.outrigger.support.Script;
import dev.outrigger.support.ScriptedUpstream;
import io.vertx.core.MultiMap;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;

/** An {@link HttpBackend} on its event loop, and the upstream it talks to. */
final class HttpFixture implements AutoCloseable {
    static final Dialect DIALECT = new OpenAi(InstantSource.system());
    static final GuardSettings PATIENT =
            Guards.of(Duration.ofSeconds(2), Duration.ofSeconds(30), Duration.ofMinutes(2), 16);

    static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-10-21T07:28:00Z"));

    final EventLoop loop;
    final ScriptedUpstream upstream;
    final AtomicReference<Optional<String>> key = new AtomicReference<>(Optional.of("operator-key"));
    final MultiMap headers = MultiMap.caseInsensitiveMultiMap().add("content-type", "application/json");
    Holdings holdings = Room.ample();
    HttpBackend backend;
    OptionalDouble slowest = OptionalDouble.empty();
    HoldSettings hold = HoldSettings.NONE;
    Call.Choice choice = Call.Choice.APP;
    ModelProfile profile = Profiles.of("mini", "there", "gpt-mini");

    HttpFixture() {
        this(new EventLoop());
    }

    HttpFixture(EventLoop loop) {
        this.loop = loop;
        try {
            upstream = new ScriptedUpstream();
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
        backend = backend(upstream.url(), PATIENT);
    }

    HttpBackend backend(URI url, GuardSettings guard) {
        return backend("there", url, guard, HttpClients.CONNECTIONS);
    }

    /** @param connections that one event loop may have */
    HttpBackend backend(String name, URI url, GuardSettings guard, int connections) {
        HttpSettings settings = new HttpSettings(
                name,
                url,
                new KeyCredential(KeyHeader.BEARER, key::get, Optional::empty),
                KeyHeader.BEARER,
                false,
                true,
                guard);
        return new HttpBackend(
                settings, List.of(DIALECT), new HttpClients(loop.vertx(), guard, connections), "me", CLOCK);
    }

    static Inbound inbound(String body) {
        return switch (DIALECT.decodeRequest(OpenAiText.AT, Bytes.of(body))) {
            case Dialect.Reading.Read read -> read.inbound();
            case Dialect.Reading.Unreadable unreadable -> throw new FailureException(unreadable.failure());
            case Dialect.Reading.Owned _, Dialect.Reading.About _ -> throw new AssertionError("it is no chat");
        };
    }

    Call call(String more) {
        return call(inbound(OpenAiText.request("auto", more)));
    }

    Call call(Inbound inbound) {
        return call(inbound, new Losses(TranslationSettings.DEFAULT));
    }

    Call call(Inbound inbound, Losses losses) {
        return new Call(
                new ExchangeId("x-1"),
                DIALECT,
                inbound,
                headers,
                profile,
                Optional.empty(),
                slowest,
                hold,
                choice,
                Rewrite.Reasoning.KEPT,
                new Drafts(),
                losses,
                holdings,
                loop.context(),
                OptionalLong.empty());
    }

    /** Begins an attempt on the loop. */
    Run begin(String more) {
        return loop.call(() -> backend.attempt(call(more)));
    }

    Run beginStream() {
        return begin(",\"stream\":true");
    }

    Answer answer(String more, Script... scripts) {
        upstream.then(scripts);
        return loop.await(() -> backend.attempt(call(more)).answer());
    }

    Answer stream(Script... scripts) {
        return answer(",\"stream\":true", scripts);
    }

    /** Subscribes on the loop. */
    Reader read(Answer answer, Reader reader) {
        loop.run(() -> answer.frames().subscribe(reader));
        return reader;
    }

    /** Waits for the whole answer, however it ends. */
    void awaitEnd(Answer answer) {
        loop.await(() -> answer.frames().completed().otherwiseEmpty());
        // The reader is told after whoever waits for the end.
        loop.run(() -> {});
    }

    Failure failure(String more, Script... scripts) {
        upstream.then(scripts);
        return assertThrows(
                        FailureException.class,
                        () -> loop.await(() -> backend.attempt(call(more)).answer()))
                .failure();
    }

    Failure streamFailure(Script... scripts) {
        return failure(",\"stream\":true", scripts);
    }

    @Override
    public void close() throws IOException {
        backend.close();
        loop.close();
        upstream.close();
    }
}
