package dev.outrigger.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.Feature;
import dev.outrigger.chat.Message;
import dev.outrigger.chat.Part;
import dev.outrigger.chat.Role;
import dev.outrigger.chat.Seal;
import dev.outrigger.chat.Tool;
import dev.outrigger.support.Asked;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds of every dialect when it says what was said before. */
class HistoryContractTest {
    private static final Pattern ROLE = Pattern.compile("\"role\":\"(\\w+)\"");

    static List<Spoken> dialects() {
        return Spoken.all();
    }

    static Stream<Spoken> ofTurns() {
        return named("anthropic", "bedrock", "gemini");
    }

    static Stream<Spoken> ofObjects() {
        return named("anthropic", "bedrock", "gemini", "ollama");
    }

    private static Stream<Spoken> named(String... names) {
        return dialects().stream()
                .filter(spoken -> Set.of(names).contains(spoken.dialect().name()));
    }

    @ParameterizedTest
    @MethodSource("dialects")
    void whatAnotherVendorSignedIsNamedAndNotSent(Spoken vendor) {
        Seal seal = new Seal("another", "SEAL");
        Message answer = new Message(
                Role.ASSISTANT, List.of(new Part.Reasoning("SECRET thought", Optional.of(seal)), new Part.Text("yes")));

        Encoding.Said said = said(vendor, Message.of(Role.USER, "a"), answer, Message.of(Role.USER, "b"));

        assertTrue(said.lost().contains(Feature.REASONING), said.lost().toString());
        String body = said.body().utf8();
        assertFalse(body.contains("SECRET") || body.contains("SEAL"), body);
    }

    @ParameterizedTest
    @MethodSource("ofObjects")
    void argumentsThatAreNoObjectAreRefusedInTheSameWords(Spoken vendor) {
        for (String arguments : List.of("{bad", "[1]", "ls -l")) {
            Message call = new Message(Role.ASSISTANT, List.of(new Part.ToolCall("c", "f", arguments)));
            Encoding encoding = vendor.dialect()
                    .encodeRequest(Asked.of(Message.of(Role.USER, "a"), call).request(), Translations.MODEL);

            assertEquals(
                    "a tool's call whose arguments are no JSON object (messages[].tool_calls[].function.arguments)",
                    assertInstanceOf(Encoding.Unsayable.class, encoding).what());
        }
    }

    @ParameterizedTest
    @MethodSource("ofTurns")
    void anEmptyAnswerLeavesTurnsThatAlternate(Spoken vendor) {
        Message nothing = new Message(Role.ASSISTANT, List.of());
        Message call = new Message(Role.ASSISTANT, List.of(new Part.ToolCall("c", "f", "{}")));
        Message result = new Message(Role.TOOL, List.of(new Part.ToolResult("c", List.of(new Part.Text("r")), false)));

        String body = said(
                        vendor,
                        Message.of(Role.USER, "one"),
                        nothing,
                        Message.of(Role.USER, "two"),
                        call,
                        result,
                        nothing,
                        Message.of(Role.USER, "three"))
                .body()
                .utf8();

        List<String> roles = new ArrayList<>();
        for (Matcher role = ROLE.matcher(body); role.find(); ) roles.add(role.group(1));
        String model = vendor.dialect().name().equals("gemini") ? "model" : "assistant";
        assertEquals(List.of("user", model, "user"), roles, body);
        for (String text : List.of("one", "two", "three")) assertTrue(body.contains("\"" + text + "\""), body);
    }

    private static Encoding.Said said(Spoken vendor, Message... messages) {
        Asked asked = Asked.of(messages).tools(List.of(new Tool("f", "", "{}")));
        return assertInstanceOf(
                Encoding.Said.class, vendor.dialect().encodeRequest(asked.request(), Translations.MODEL));
    }
}
