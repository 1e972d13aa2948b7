package dev.outrigger.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Message;
import dev.outrigger.chat.Role;
import dev.outrigger.dialect.Dialect.Reading;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A request whose answer has begun, in each way for an app to ask. */
class PrefillTest {
    private static final String TEXT = "Said \"so\"\n far \uD83D\uDE00";

    static Stream<Way> conversations() {
        return Way.all().stream().filter(way -> way.form() == Way.Form.STREAM);
    }

    private static Inbound read(Way way) {
        String[] parts = way.path().split("\\?", 2);
        RequestHead head =
                new RequestHead("POST", parts[0], parts.length > 1 ? parts[1] : "", name -> Optional.empty());
        Endpoint at = way.vendor().dialect().endpoint(head).orElseThrow();
        Reading read = way.vendor().dialect().decodeRequest((Endpoint.Chat) at, Bytes.of(way.body()));
        return assertInstanceOf(Reading.Read.class, read).inbound();
    }

    @ParameterizedTest
    @MethodSource("conversations")
    void endsWithWhatWasSaid(Way way) {
        Inbound asked = read(way);

        var begun = way.vendor().dialect().begun(asked, TEXT);

        boolean isPrompt = way.path().endsWith("/generate");
        assertEquals(!isPrompt, begun.isPresent());
        if (isPrompt) return;
        List<Message> messages = begun.get().request().messages();
        assertEquals(asked.request().messages(), messages.subList(0, messages.size() - 1));
        assertEquals(Role.ASSISTANT, messages.getLast().role());
        assertEquals(TEXT, messages.getLast().text());
        assertEquals(asked.request().stream(), begun.get().request().stream());
        assertTrue(way.vendor().dialect().begun(begun.get(), TEXT).isEmpty(), "the app has begun it itself");
    }
}
