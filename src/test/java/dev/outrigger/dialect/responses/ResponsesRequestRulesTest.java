package dev.outrigger.dialect.responses;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.Bytes;
import dev.outrigger.dialect.Dialect;
import dev.outrigger.dialect.Inbound;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What any body does to its reader: nothing but an answer, and not more memory than is counted. */
class ResponsesRequestRulesTest {
    private static final String[] FIELDS = {
        "model",
        "input",
        "instructions",
        "tools",
        "tool_choice",
        "parallel_tool_calls",
        "text",
        "reasoning",
        "max_output_tokens",
        "temperature",
        "top_p",
        "top_logprobs",
        "include",
        "stream",
        "previous_response_id",
        "conversation",
        "background",
        "prompt",
        "type",
        "role",
        "content",
        "id",
        "call_id",
        "name",
        "arguments",
        "output",
        "summary",
        "encrypted_content",
        "image_url",
        "file_data",
        "prompt_cache_breakpoint",
        "format",
        "schema",
        "effort",
        "mode"
    };
    private static final String[] WORDS = {
        "hunter2",
        "message",
        "user",
        "assistant",
        "developer",
        "function_call",
        "function_call_output",
        "custom_tool_call",
        "reasoning",
        "item_reference",
        "input_text",
        "input_image",
        "input_file",
        "refusal",
        "function",
        "custom",
        "allowed_tools",
        "json_schema",
        "none",
        ""
    };

    @Provide
    Arbitrary<String> values() {
        return values(3);
    }

    private static Arbitrary<String> values(int depth) {
        Arbitrary<String> plain = Arbitraries.oneOf(
                Arbitraries.of(WORDS).map(word -> "\"" + word + "\""),
                Arbitraries.of("null", "true", "false", "0", "-1", "1e400", "2.5", "99999999999"));
        if (depth == 0) return plain;
        Arbitrary<String> inner = values(depth - 1);
        return Arbitraries.oneOf(
                plain,
                inner.list().ofMaxSize(3).map(list -> "[" + String.join(",", list) + "]"),
                Arbitraries.maps(Arbitraries.of(FIELDS), inner).ofMaxSize(4).map(ResponsesRequestRulesTest::object));
    }

    private static String object(Map<String, String> fields) {
        return "{"
                + String.join(
                        ",",
                        fields.entrySet().stream()
                                .map(field -> "\"" + field.getKey() + "\":" + field.getValue())
                                .toList())
                + "}";
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void neitherThrowsNorRepeatsTheContent(
            @ForAll("values") String input, @ForAll("fields") String field, @ForAll("values") String value) {
        String body = field.equals("input")
                ? "{\"model\":\"m\",\"input\":" + input + "}"
                : "{\"model\":\"m\",\"input\":" + input + ",\"" + field + "\":" + value + "}";
        switch (ResponsesWire.RESPONSES.decodeRequest(ResponsesWire.AT, Bytes.of(body))) {
            case Dialect.Reading.Read read -> assertNotNull(read.inbound().request());
            case Dialect.Reading.Owned owned -> assertFalse(owned.model().isEmpty());
            case Dialect.Reading.About about -> throw new AssertionError("it is about no model");
            case Dialect.Reading.Unreadable unreadable ->
                assertFalse(unreadable.failure().message().contains("hunter2"));
        }
    }

    @Provide
    Arbitrary<String> fields() {
        return Arbitraries.of(FIELDS).filter(field -> !field.equals("model"));
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void whatIsReadCanBeSaidOrTheReasonIsTold(@ForAll("values") String input, @ForAll("values") String tools) {
        String body = "{\"model\":\"m\",\"input\":" + input + ",\"tools\":[" + tools + "]}";
        if (!(ResponsesWire.RESPONSES.decodeRequest(ResponsesWire.AT, Bytes.of(body))
                instanceof Dialect.Reading.Read read)) return;
        var request = read.inbound().request();
        assertNotNull(ResponsesWire.RESPONSES.encodeRequest(request, request.model()));
    }

    static Stream<Arguments> shortItems() {
        return Stream.of(
                Arguments.of("messages", "{\"role\":\"user\",\"content\":\"\"}"),
                Arguments.of("parts", "{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"\"}]}"),
                Arguments.of("calls", "{\"type\":\"function_call\",\"call_id\":\"c\",\"name\":\"f\"}"),
                Arguments.of("results", "{\"type\":\"function_call_output\",\"call_id\":\"c\",\"output\":\"\"}"),
                Arguments.of("thoughts", "{\"type\":\"reasoning\",\"encrypted_content\":\"gAAAAABo\"}"),
                Arguments.of("others", "{\"type\":\"web_search_call\"}"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("shortItems")
    void manyItemsCostNoMoreThanIsCounted(String name, String item) {
        String body = "{\"model\":\"m\",\"input\":[" + (item + ",").repeat(20_000) + item + "]}";
        Bytes raw = Bytes.of(body.getBytes(StandardCharsets.UTF_8));
        Inbound inbound = ResponsesWire.inbound(body);

        long live = kept(() -> ResponsesWire.RESPONSES.decodeRequest(ResponsesWire.AT, raw));

        assertTrue(live <= inbound.readBytes(), name + ": " + live + " of " + inbound.readBytes());
    }

    /** What is still there after a collection. */
    private static long kept(Supplier<?> action) {
        long before = used();
        Object result = action.get();
        long live = used() - before;
        assertInstanceOf(Dialect.Reading.Read.class, result);
        return live;
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    @Test
    void countsWhatIsSealed() {
        String seal = "g".repeat(100_000);
        Inbound inbound = ResponsesWire.inbound(
                "{\"model\":\"m\",\"input\":[{\"type\":\"reasoning\",\"encrypted_content\":\"" + seal + "\"}]}");
        assertTrue(inbound.readBytes() >= 2L * seal.length());
    }
}
