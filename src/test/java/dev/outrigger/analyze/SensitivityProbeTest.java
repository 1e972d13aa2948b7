package dev.outrigger.analyze;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Message;
import dev.outrigger.chat.Part;
import dev.outrigger.chat.Passage;
import dev.outrigger.chat.Role;
import dev.outrigger.support.Asked;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class SensitivityProbeTest {
    private static final SensitivityProbe PROBE = new SensitivityProbe();

    private static Score of(ChatRequest request) {
        return java.util.Objects.requireNonNull(
                PROBE.measure(Subject.of(request)).result().scores().get(Dimension.SENSITIVITY));
    }

    @Test
    void saysWhatStandsWhereInThePrompt() {
        Score score = of(Asked.of("Mail to jane@example.co").request());

        assertEquals(Score.labelled(List.of("EMAIL"), List.of(new Score.Value.Span("EMAIL", 8, 23))), score);
    }

    @Test
    void saysThatThereIsNothingRatherThanNothing() {
        assertEquals(Score.labelled(List.of(), List.of()), of(Asked.of("Hi").request()));
    }

    @Test
    void readsAllOfTheRequestAndPointsIntoTheLastTurnOfTheUser() {
        ChatRequest request = Asked.of(
                        Message.of(Role.SYSTEM, "Their IBAN is DE89370400440532013000"),
                        Message.of(Role.USER, "SSN 078-05-1120"),
                        new Message(
                                Role.TOOL,
                                List.of(new Part.ToolResult(
                                        "c", List.of(new Part.Text("4111 1111 1111 1111")), false))),
                        Message.of(Role.USER, "Write to jane@example.co"))
                .request();

        assertEquals(
                Score.labelled(
                        List.of("CREDIT_CARD", "EMAIL", "IBAN", "US_SSN"),
                        List.of(new Score.Value.Span("EMAIL", 9, 24))),
                of(request));
    }

    /** It only tells, so it tells what is guessed too. */
    @Test
    void tellsNamesAndAddressesAndWhereTheyStand() {
        String text = "My name is Maria Gonzalez.";

        assertEquals(
                Score.labelled(List.of("NAME"), List.of(new Score.Value.Span("NAME", 11, 25))),
                of(Asked.of(text).request()));
    }

    @Test
    void tellsWhatIsSaidOfSomebodysHealth() {
        String text = "I was diagnosed with epilepsy.";

        assertEquals(
                Score.labelled(List.of("HEALTH"), List.of(new Score.Value.Span("HEALTH", 21, 29))),
                of(Asked.of(text).request()));
    }

    @Test
    void readsEachTextOnce() {
        // Given
        List<String> read = new ArrayList<>();
        Passage watched = new Passage() {
            @Override
            public String head(int chars) {
                read.add("head");
                return "Write to jane@example.co";
            }

            @Override
            public String tail(int chars) {
                read.add("tail");
                return head(chars);
            }

            @Override
            public void forEach(Consumer<? super String> reader) {
                reader.accept(head(Integer.MAX_VALUE));
            }

            @Override
            public long size() {
                return 24;
            }
        };

        // When
        Score score = of(Asked.of(new Part.Text(watched)).request());

        // Then
        assertEquals(Score.labelled(List.of("EMAIL"), List.of(new Score.Value.Span("EMAIL", 9, 24))), score);
        assertEquals(List.of("head"), read);
    }

    @Test
    void saysThatARequestIsTooLong() {
        String just = "a".repeat(SensitivityProbe.MOST_CHARS);

        assertEquals(Score.labelled(List.of(), List.of()), of(Asked.of(just).request()));
        assertEquals(
                Score.missing(Score.Reason.TOO_LONG), of(Asked.of(just + "a").request()));
    }
}
