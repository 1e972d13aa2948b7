package dev.outrigger.dialect.responses;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Message;
import dev.outrigger.chat.Part;
import dev.outrigger.chat.Part.Media.Kind;
import dev.outrigger.chat.Role;
import dev.outrigger.chat.Seal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResponsesInputTest {
    private static List<Part> content(String part) {
        return ResponsesWire.requestOf("{\"role\":\"user\",\"content\":[" + part + "]}")
                .messages()
                .getFirst()
                .parts();
    }

    @Test
    void keepsMessagesOfTheUserApart() {
        String user = "{\"role\":\"user\",\"content\":\"hi\"}";
        assertEquals(
                List.of(Message.of(Role.USER, "hi"), Message.of(Role.USER, "hi")),
                ResponsesWire.requestOf(user + "," + user).messages());
    }

    @Test
    void joinsWhatTheModelSaidInOneTurn() {
        ChatRequest request = ResponsesWire.requestOf("{\"role\":\"assistant\",\"content\":\"one\"},"
                + "{\"type\":\"message\",\"role\":\"assistant\",\"content\":[{\"type\":\"refusal\",\"refusal\":\"no\"}]},"
                + "{\"role\":\"user\",\"content\":\"so?\"},"
                + "{\"role\":\"assistant\",\"content\":\"two\"}");
        assertEquals(
                List.of(
                        new Message(Role.ASSISTANT, List.of(new Part.Text("one"), new Part.Refusal("no"))),
                        Message.of(Role.USER, "so?"),
                        Message.of(Role.ASSISTANT, "two")),
                request.messages());
    }

    @Test
    void readsReasoningThatOnlyItsVendorCanRead() {
        assertEquals(
                List.of(new Message(Role.ASSISTANT, List.of(new Part.SealedReasoning(new Seal("openai", "gAAA"))))),
                ResponsesWire.requestOf("{\"type\":\"reasoning\",\"summary\":[],\"encrypted_content\":\"gAAA\"}")
                        .messages());
    }

    @Test
    void readsWhatAnOpenModelThought() {
        assertEquals(
                List.of(new Message(Role.ASSISTANT, List.of(new Part.Reasoning("hm", Optional.empty())))),
                ResponsesWire.requestOf("{\"type\":\"reasoning\",\"summary\":[],"
                                + "\"content\":[{\"type\":\"reasoning_text\",\"text\":\"hm\"}]}")
                        .messages());
    }

    @Test
    void takesHiddenReasoningForNothing() {
        assertEquals(
                List.of(Message.of(Role.USER, "hi")),
                ResponsesWire.requestOf("{\"type\":\"reasoning\",\"id\":\"rs_1\",\"summary\":[]},"
                                + "{\"role\":\"user\",\"content\":\"hi\"}")
                        .messages());
    }

    @Test
    void namesItemsOfTheVendorsOwn() {
        ChatRequest request =
                ResponsesWire.requestOf("{\"type\":\"web_search_call\",\"id\":\"ws_1\",\"status\":\"completed\"},"
                        + "{\"type\":\"shell_call_output\",\"call_id\":\"c\",\"output\":[]}");
        assertEquals(
                List.of(
                        new Message(Role.ASSISTANT, List.of(new Part.Other("web_search_call"))),
                        new Message(Role.TOOL, List.of(new Part.Other("shell_call_output")))),
                request.messages());
        assertEquals(Set.of("input[].web_search_call", "input[].shell_call_output"), request.vendorFields());
    }

    @Test
    void readsMediaByAddressAndById() {
        assertEquals(
                List.of(
                        new Part.Media(Kind.IMAGE, new Part.Source.Url("https://example.org/a.png")),
                        new Part.Media(Kind.IMAGE, new Part.Source.Uploaded("file_1")),
                        new Part.Media(Kind.DOCUMENT, new Part.Source.Url("https://example.org/a.pdf")),
                        new Part.Media(Kind.DOCUMENT, new Part.Source.Uploaded("file_2")),
                        new Part.Media(Kind.AUDIO, new Part.Source.Inline("audio/wav", "UklG"))),
                content("{\"type\":\"input_image\",\"image_url\":\"https://example.org/a.png\"},"
                        + "{\"type\":\"input_image\",\"file_id\":\"file_1\"},"
                        + "{\"type\":\"input_file\",\"file_url\":\"https://example.org/a.pdf\"},"
                        + "{\"type\":\"input_file\",\"file_id\":\"file_2\"},"
                        + "{\"type\":\"input_audio\",\"input_audio\":{\"data\":\"UklG\",\"format\":\"wav\"}}"));
    }

    @ParameterizedTest
    @CsvSource({"'', ", "30m, PT30M", "12h, PT12H", "9d, "})
    void readsHowLongToCache(String ttl, Duration lifetime) {
        assertEquals(
                List.of(new Part.Text("x"), new Part.CacheMark(Optional.ofNullable(lifetime))),
                content("{\"type\":\"input_text\",\"text\":\"x\",\"prompt_cache_breakpoint\":"
                        + "{\"mode\":\"explicit\",\"ttl\":\"" + ttl + "\"}}"));
    }

    @Test
    void namesAnnotationsThatComeBackIfThereAreAny() {
        String before =
                "{\"role\":\"assistant\",\"content\":[{\"type\":\"output_text\",\"text\":\"x\",\"annotations\":";
        assertEquals(Set.of(), ResponsesWire.requestOf(before + "[]}]}").vendorFields());
        assertEquals(
                Set.of("input[].content[].annotations"),
                ResponsesWire.requestOf(before + "[{\"type\":\"file_path\"}]}]}")
                        .vendorFields());
    }

    @Test
    void leavesPartsOfTheVendorsOwnToIt() {
        ChatRequest request = ResponsesWire.requestOf(
                "{\"role\":\"user\",\"content\":[{\"type\":\"computer_screenshot\",\"image_url\":\"x\"}]}");
        assertEquals(
                List.of(new Part.Other("computer_screenshot")),
                request.messages().getFirst().parts());
        assertEquals(Set.of("input[].content[].computer_screenshot"), request.vendorFields());
    }
}
