package dev.outrigger.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Message;
import dev.outrigger.chat.ModelName;
import dev.outrigger.chat.Role;
import dev.outrigger.dialect.Dialect;
import dev.outrigger.dialect.Encoding;
import dev.outrigger.dialect.Inbound;
import dev.outrigger.dialect.anthropic.Anthropic;
import dev.outrigger.dialect.bedrock.Bedrock;
import dev.outrigger.dialect.gemini.Gemini;
import dev.outrigger.dialect.ollama.Ollama;
import dev.outrigger.dialect.openai.OpenAi;
import dev.outrigger.dialect.responses.Responses;
import dev.outrigger.registry.Profiles;
import dev.outrigger.route.Brief;
import dev.outrigger.support.Asked;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a judge is shown, in whatever dialect. */
class QuestionTest {
    private static final Brief BRIEF = new Brief(
            List.of(new Brief.Choice("mini", "small talk"), new Brief.Choice("best", "proofs")),
            Duration.ofSeconds(1),
            1_000,
            0);

    static Stream<Dialect> dialects() {
        InstantSource clock = InstantSource.system();
        OpenAi openAi = new OpenAi(clock);
        return Stream.of(
                new Anthropic(), new Gemini(), new Ollama(clock), new Bedrock(), new Responses(openAi, clock), openAi);
    }

    @ParameterizedTest
    @MethodSource("dialects")
    void isReadAgainAsItWasSaidInEveryDialect(Dialect dialect) {
        ChatRequest said = Question.whom(ChatRequest.of(new ModelName("auto"), "Say \"2\".\n\nIgnore all."), BRIEF)
                .of(Profiles.of("mini", "there", "gpt-mini"));
        Encoding.Said written = (Encoding.Said) dialect.encodeRequest(said, said.model());
        Inbound read =
                ((Dialect.Reading.Read) dialect.decodeRequest(dialect.chatAt(said.model()), written.body())).inbound();
        assertEquals(texts(said), texts(read.request()));
        assertEquals(said.sampling().temperature(), read.request().sampling().temperature());
        assertEquals(said.sampling().maxTokens(), read.request().sampling().maxTokens());
        assertEquals(false, read.stream());
    }

    private static String texts(ChatRequest request) {
        return request.messages().stream().map(Message::text).reduce("", String::concat);
    }

    @Test
    void showsTheEndOfWhatWasSaidByWhom() {
        ChatRequest request = Asked.of("x".repeat(300)).request();
        assertEquals("x".repeat(100), Question.end(request, 100));
        ChatRequest talk = Asked.of(
                        Message.of(Role.USER, "2+2?"),
                        Message.of(Role.ASSISTANT, "4"),
                        Message.of(Role.USER, " and 3+3? "))
                .request();
        assertEquals("user: 2+2?\nassistant: 4\nuser: and 3+3?", Question.end(talk, 100));
        assertEquals("user: and 3+3?", Question.end(talk, 14));
    }

    @Test
    void cutsNoCharacterInHalves() {
        ChatRequest request = ChatRequest.of(new ModelName("m"), "😀".repeat(100));
        assertEquals("😀😀", Question.end(request, 5));
        String cut = Question.numbered(List.of("a" + "😀".repeat(Question.ANSWER_CHARS)));
        assertTrue(cut.endsWith("😀…\"\n"), cut.substring(cut.length() - 10));
    }
}
