package dev.outrigger.child;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Event;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import dev.outrigger.chat.ModelName;
import dev.outrigger.engine.Ask;
import dev.outrigger.support.HeardAnswer;
import dev.outrigger.support.LogLines;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is let in, what is said, and when it is over; over a real socket, with models that are none. */
class HostTest {
    private static final Version VERSION = HostRoom.VERSION;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final LogLines log = new LogLines("dev.outrigger.engine");
    private final Scripted models;
    private final CompletableFuture<Void> over;
    private final Path socket;

    HostTest(@TempDir Path folder) {
        HostRoom room = new HostRoom(folder);
        models = room.models;
        over = room.over;
        socket = room.socket;
    }

    @AfterEach
    void quiet() {
        log.close();
    }

    private SocketChannel connect() throws IOException {
        return SocketChannel.open(UnixDomainSocketAddress.of(socket));
    }

    private Side sidecar(Version version) throws IOException {
        return Side.at(socket, version);
    }

    private static ChatRequest request(String words) {
        return ChatRequest.of(new ModelName("echo"), words);
    }

    @Test
    void theSocketIsItsOwners() throws IOException {
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)));
    }

    @Test
    void answersAndEndsWithItsSidecar() throws Exception {
        try (Side side = sidecar(VERSION)) {
            long model = side.load("echo");
            assertEquals(List.of(0.5), side.progress());
            HeardAnswer heard = side.ask(model, Ask.of(request("one two three")), Long.MAX_VALUE);
            assertEquals("onetwothree", heard.await().text());
            assertEquals(new Told.Counted(3, 2), Child.await(side.conversation().count(model, request("a b"))));
            // Nobody else finds a way in.
            assertThrows(IOException.class, this::connect);
            Told unusedFreed = Child.await(side.conversation().free(model));
            assertInstanceOf(Failure.Overloaded.class, failure(side.ask(model, Ask.of(request("x")), 1)));
        }
        over.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertEquals(List.of("+echo", "closed"), models.story);
    }

    private static Failure failure(HeardAnswer heard) throws InterruptedException {
        return FailureException.of(heard.await().thrown().orElseThrow());
    }

    @Test
    void comesInPortionsAndStopsWhenNobodyWantsMore() throws Exception {
        try (Side side = sidecar(VERSION)) {
            long model = side.load("echo");
            HeardAnswer heard = side.ask(model, Ask.of(request("1 2 3 4 5")), 2);
            await().until(() -> heard.events().size() == 2);
            heard.subscription().request(1);
            await().until(() -> heard.events().size() == 3);
            heard.subscription().cancel();
            await().until(() -> models.story.contains("cancelled"));
            Told unusedAnswer = Child.await(side.conversation().count(model, request("a")));
            assertEquals("123", heard.text());
            assertEquals(0, side.conversation().open());
        }
    }

    @Test
    void whatIsRequestedBeforeItIsAskedForIsNotForgotten() throws Exception {
        try (Side side = sidecar(VERSION)) {
            HeardAnswer heard = new HeardAnswer() {
                @Override
                public void onSubscribe(Flow.Subscription given) {
                    super.onSubscribe(given);
                    given.request(2);
                }
            };
            side.conversation().generate(side.load("echo"), Ask.of(request("1 2 3")), heard);
            heard.subscription().request(1);
            assertEquals("123", heard.await().text());
        }
    }

    @Test
    void aRequestForNothingEndsTheAnswer() throws Exception {
        try (Side side = sidecar(VERSION)) {
            HeardAnswer heard = side.ask(side.load("echo"), Ask.of(request("1 2")), 0);
            heard.subscription().request(0);
            assertInstanceOf(
                    IllegalArgumentException.class, heard.await().thrown().orElseThrow());
            await().until(() -> models.story.contains("cancelled"));
        }
    }

    @Test
    void theDeadlineIsAsFarOffThere() throws Exception {
        try (Side side = sidecar(VERSION)) {
            long deadline = System.nanoTime() + TimeUnit.HOURS.toNanos(1);
            Ask asked = new Ask(
                    request("x"),
                    Optional.empty(),
                    Optional.of("adapter"),
                    Ask.Urgency.BATCH,
                    OptionalLong.of(deadline));
            HeardAnswer heard = side.ask(side.load("echo"), asked, Long.MAX_VALUE);
            assertEquals("x", heard.await().text());
            Ask there = models.asks.getFirst();
            long off = Math.abs(there.deadline().orElseThrow() - deadline);
            assertTrue(off < TimeUnit.SECONDS.toNanos(5), off + " ns");
            assertEquals(Optional.of("adapter"), there.adapter());
            assertEquals(Ask.Urgency.BATCH, there.urgency());
        }
    }

    @Test
    void aModelThatIsLostThereIsLostHere() throws Exception {
        try (Side side = sidecar(VERSION)) {
            long model = side.load("echo");
            CompletableFuture<String> why = new CompletableFuture<>();
            side.conversation().whenLost(model, why::complete);
            await().until(() -> !models.lost.isEmpty());
            models.lost.remove().accept("out of memory");
            assertEquals("out of memory", why.get(PATIENCE.toSeconds(), TimeUnit.SECONDS));
        }
    }

    @Test
    void whoIsOfAnotherVersionIsRefusedByName() throws Exception {
        record Other(int number) {}
        Version other = Version.of(List.of(Other.class));
        IOException refused = assertThrows(IOException.class, () -> sidecar(other));
        assertEquals("it is of version " + VERSION + ", and this process of version " + other, refused.getMessage());
        assertRefusal("it is of version " + other + ", and this process of version " + VERSION);
        assertIsStillServing();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"GET / HTTP/1.1\r\n\r\n", "\0\0\0\7garbage", "\0\0\0\41outrigger-engine <script>alert(1)</s"})
    void whoDoesNotSpeakAsItDoesIsSentAway(String words) throws Exception {
        try (SocketChannel stranger = connect()) {
            int unusedSent = stranger.write(ByteBuffer.wrap(words.getBytes(StandardCharsets.ISO_8859_1)));
            assertCloses(stranger);
        }
        await().until(() ->
                log.lines().stream().anyMatch(line -> line.startsWith("a connection to the engine is closed: ")));
        assertTrue(
                log.lines().stream().noneMatch(line -> line.contains("script")),
                log.lines().toString());
        assertIsStillServing();
    }

    @Test
    void aFrameThatIsTooLongEndsTheConnection() throws Exception {
        assertEnds(frame(Frames.MOST_BYTES + 1, new byte[0]), "what came is no message: a frame of 16777217 bytes");
    }

    @Test
    void aFrameThatMeansNothingEndsTheConnection() throws Exception {
        assertEnds(frame(3, new byte[] {99, 0, 0}), "what came is no message: no such variant");
    }

    private static byte[] frame(int length, byte[] content) {
        return ByteBuffer.allocate(Integer.BYTES + content.length)
                .putInt(length)
                .put(content)
                .array();
    }

    private void assertEnds(byte[] sent, String why) throws Exception {
        try (SocketChannel sidecar = connect()) {
            byte[] hello = Welcome.of(VERSION);
            int unusedHello = sidecar.write(ByteBuffer.wrap(frame(hello.length, hello)));
            int unusedSent = sidecar.write(ByteBuffer.wrap(sent));
            assertCloses(sidecar);
        }
        over.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertRefusal(why);
    }

    private void assertRefusal(String why) {
        await().until(() -> log.lines().stream().anyMatch(line -> line.contains(why)));
    }

    private static void assertCloses(SocketChannel channel) throws Exception {
        CompletableFuture<Void> closed = CompletableFuture.runAsync(() -> {
            try {
                ByteBuffer rest = ByteBuffer.allocate(1024);
                while (channel.read(rest) >= 0) rest.clear();
            } catch (IOException reset) {
                // Closed all the same.
            }
        });
        closed.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private void assertIsStillServing() throws Exception {
        try (Side side = sidecar(VERSION)) {
            assertTrue(side.load("echo") > 0);
        }
    }

    @Test
    void whatRunsFailsAtOnceWhenTheOtherSideGoes() throws Exception {
        Side side = sidecar(VERSION);
        long model = side.load("echo");
        HeardAnswer heard = side.ask(model, Ask.of(request("1 2 3")), 1);
        await().until(() -> heard.events().size() == 1);
        side.link().close();
        assertInstanceOf(Failure.Overloaded.class, failure(heard));
        assertInstanceOf(Failure.Overloaded.class, failure(side.ask(model, Ask.of(request("4")), 1)));
        assertThrows(
                FailureException.class, () -> Child.await(side.conversation().count(model, request("a"))));
        assertEquals("it was closed", side.ended().get(PATIENCE.toSeconds(), TimeUnit.SECONDS));
        over.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    @Test
    void anEventThatNobodyAskedForIsAgainstTheRules() {
        HeardAnswer heard = new HeardAnswer();
        ChildAnswer answer = new ChildAnswer(1, heard, message -> {}, () -> {});
        heard.onSubscribe(answer);
        answer.request(1);
        answer.happened(new Event.TextDelta(0, "a"), Optional.empty());
        assertThrows(WrongBytes.class, () -> answer.happened(new Event.TextDelta(0, "b"), Optional.empty()));
        assertEquals("a", heard.text());
    }
}
