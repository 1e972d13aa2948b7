package dev.outrigger.admit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.outrigger.admit.Privacy.Head;
import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Part;
import dev.outrigger.support.Asked;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written otherwise, stands elsewhere, or is known not to matter. */
class PrivacySpellingTest {
    private static final String MAIL = "jane@example.com";
    private static final Privacy ON = allowing();

    /** Local alone, where these values do not count. */
    private static Privacy allowing(String... values) {
        return new Privacy(Optional.of(new PrivacySettings(
                Rule.LOCAL_ONLY,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                1_000,
                List.of(values))));
    }

    private static ChatRequest chat(String prompt) {
        return Asked.of(prompt).request();
    }

    private static Clearance of(String body) {
        return ON.of(chat("Hi"), Bytes.of(body), Head.NONE);
    }

    @Test
    void letsThroughWhatTheOperatorKnows() {
        Privacy told = allowing("NoReply@example.com", "@example.org", "@*.example.net", "4111 1111 1111 1111");

        for (String allowed : List.of(
                "noreply@Example.com",
                "a@example.org",
                "a@b.c.example.net",
                "4111 1111 1111 1111",
                "no\\u0072eply@example.com"))
            assertEquals(
                    Rule.ALLOW,
                    told.of(chat("Hi"), Bytes.of("{\"a\":\"" + allowed + "\"}"), Head.NONE)
                            .rule(),
                    allowed);
        for (String other : List.of(
                MAIL,
                "a@b.example.org",
                "a@example.net",
                "a@badexample.org",
                "4111111111111111",
                "4012 8888 8888 1881",
                "4012888888881881@example.org",
                "AKIAIOSFODNN7EXAMPLE@example.org",
                "ghp_0123456789abcdefghijABCDEFGHIJ012345@a.example.net"))
            assertEquals(
                    Rule.LOCAL_ONLY,
                    told.of(chat("Hi"), Bytes.of("{\"a\":\"noreply@example.com " + other + "\"}"), Head.NONE)
                            .rule(),
                    other);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jane&#64;example.com",
                "jane&#x40;example&period;com",
                "jane&commat;example.com",
                "jane&amp;#64;example.com",
                "4111&nbsp;1111&#32;1111 1111",
                "jane&#64example.com",
                "jane&#x40mail.example.com",
                "jane&commatexample.com",
                "jane&#0000000000000000000064;example.com",
                "jane&#x00000000000000000000000040;example.com",
                "jane&#0064example&#00046com",
                "078&ndash;05&ndash;1120",
                "078&hyphen;05&dash;1120",
                "078&#8211;05&#x2013;1120",
                "4111&shy;1111&shy1111&ZeroWidthSpace;1111",
                "4111&thinsp;1111&ensp;1111&emsp1111",
                "jane&amp;commat;example&amp;ZeroWidthSpace;.com"
            })
    void readsEntitiesOfHtml(String text) {
        assertEquals(Rule.LOCAL_ONLY, of("{\"a\":\"" + text + "\"}").rule());
    }

    @Test
    void leavesOtherAmpersandsAlone() {
        assertEquals(
                Clearance.OPEN,
                of(
                        "{\"a\":\"x && y; a&b=c; &#; &#x; &#99999999; &lt; &#; &#x; &#xZ; &; & &unknown; &#110000000000000000000000;\"}"));
    }

    @Test
    void readsTheTextsOfAToolsResultAsOne() {
        ChatRequest request = Asked.of(new Part.ToolResult(
                        "c", List.of(new Part.Text("Mail jane@exam"), new Part.Text("ple.com")), false))
                .request();

        assertEquals(Rule.LOCAL_ONLY, ON.of(request, Bytes.of("{}"), Head.NONE).rule());
    }

    @ParameterizedTest
    @ValueSource(strings = {"messages[].audio", "mcp_servers"})
    void holdsWhatStandsElsewhereForWhatNobodyLooksInto(String field) {
        assertEquals(
                Set.of("what stands elsewhere (" + field + ")"),
                ON.of(withVendorField(field), Bytes.of("{}"), Head.NONE).opaque());
    }

    @Test
    void holdsADataUrlForAMediumInWhateverField() {
        assertEquals(
                Set.of("media (in a data URL)"),
                of("{\"tools\":[{\"mask\":\"data:image/png;charset=x;base64,AAAA\"}]}")
                        .opaque());
        assertEquals(Clearance.OPEN, of("{\"a\":\"data: what; base64,\",\"b\":\"say data:image/png;base64,\"}"));
    }

    private static ChatRequest withVendorField(String name) {
        ChatRequest plain = chat("Hi");
        return new ChatRequest(
                plain.model(),
                plain.messages(),
                plain.tools(),
                plain.toolChoice(),
                plain.toolCalling(),
                plain.format(),
                plain.sampling(),
                plain.thinking(),
                plain.display(),
                false,
                Set.of("user", name));
    }

    @Test
    void holdsNamesOfStoredStateForWhatNobodyLooksInto() {
        ChatRequest cached = withVendorField("cachedContent");

        Clearance clearance = ON.of(cached, Bytes.of("{}"), Head.NONE);

        assertEquals(Set.of("stored state (cachedContent)"), clearance.opaque());
        assertEquals(Rule.REFUSE, ON.unread(Head.NONE).rule());
    }
}
