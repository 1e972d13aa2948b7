package dev.outrigger.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.ExchangeId;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import dev.outrigger.chat.ModelName;
import dev.outrigger.dialect.Dialect;
import dev.outrigger.dialect.Inbound;
import dev.outrigger.dialect.Rewrite;
import dev.outrigger.dialect.anthropic.Anthropic;
import dev.outrigger.dialect.openai.OpenAi;
import dev.outrigger.registry.Capability;
import dev.outrigger.route.HoldSettings;
import dev.outrigger.support.Known;
import dev.outrigger.support.Room;
import io.vertx.core.MultiMap;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class ChatSpeechTest {
    private static final EventLoop LOOP = new EventLoop();
    private static final Dialect ANTHROPIC = new Anthropic();
    private static final Dialect OPENAI = new OpenAi(InstantSource.system());
    private static final Bytes BEGUN = Bytes.of("{\"model\":\"m\",\"max_tokens\":9,\"messages\":["
            + "{\"role\":\"user\",\"content\":\"A or B?\"},{\"role\":\"assistant\",\"content\":\"The answer is (\"}]}");

    @AfterAll
    static void close() {
        LOOP.close();
    }

    private static Outgoing translated(Set<Capability> capabilities) {
        Inbound inbound = assertInstanceOf(
                        Dialect.Reading.Read.class,
                        ANTHROPIC.decodeRequest(ANTHROPIC.chatAt(new ModelName("m")), BEGUN))
                .inbound();
        Call call = new Call(
                new ExchangeId("x-1"),
                ANTHROPIC,
                inbound,
                MultiMap.caseInsensitiveMultiMap(),
                new Known("mini", "there", "m").can(capabilities).profile(),
                Optional.empty(),
                OptionalDouble.empty(),
                HoldSettings.NONE,
                Call.Choice.APP,
                Rewrite.Reasoning.KEPT,
                new Drafts(),
                new Losses(TranslationSettings.DEFAULT),
                Room.ample(),
                LOOP.context(),
                OptionalLong.empty());
        Rewrite rewrite = new Rewrite(new ModelName("m"), Set.of(), Map.of(), Rewrite.StreamUsage.AS_ASKED);
        return new ChatSpeech(call, inbound, OPENAI, rewrite).translated();
    }

    @Test
    void whoBeginsAnewIsNotAskedToGoOn() {
        FailureException refused = assertThrows(FailureException.class, () -> translated(Set.of()));

        Failure failure = assertInstanceOf(Failure.Untranslatable.class, refused.failure());
        assertTrue(failure.message().contains("messages[].prefill"), failure.message());
    }

    @Test
    void whoGoesOnByTheOperatorsWordLosesNothing() {
        Outgoing outgoing = translated(Set.of(Capability.PREFILL));

        SortedSet<String> none = new TreeSet<>();
        assertEquals(none, outgoing.dropped());
        assertTrue(outgoing.body()
                .joined()
                .utf8()
                .endsWith(
                        "{\"role\":\"assistant\",\"content\":\"The answer is (\"}]," + "\"max_completion_tokens\":9}"));
    }
}
