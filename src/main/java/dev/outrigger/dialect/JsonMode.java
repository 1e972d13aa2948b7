package dev.outrigger.dialect;

import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Message;
import dev.outrigger.chat.OutputFormat;
import dev.outrigger.chat.Passage;
import dev.outrigger.chat.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Asks in words for an answer that is JSON: of vendors who have no mode for it, and of OpenAI, which refuses its mode where
 * nobody speaks of JSON. Source: OpenAI, "Structured outputs", JSON mode.
 */
public final class JsonMode {
    static final String WORDS =
            "Answer with one JSON object and nothing else: no words before or after it, and no code fence.";

    private JsonMode() {}

    /** The conversation, with the words as the last of its first system texts where any JSON is asked for. */
    public static List<Message> inWords(ChatRequest request) {
        List<Message> messages = request.messages();
        if (!(request.format() instanceof OutputFormat.Json)) return messages;
        int first = 0;
        while (first < messages.size() && messages.get(first).role() == Role.SYSTEM) first++;
        List<Message> asked = new ArrayList<>(messages);
        asked.add(first, Message.of(Role.SYSTEM, WORDS));
        return asked;
    }

    /** The same, but for a conversation that speaks of JSON already. */
    public static List<Message> spokenOf(ChatRequest request) {
        boolean isJson = request.format() instanceof OutputFormat.Json;
        return isJson && request.messages().stream().map(Message::passage).anyMatch(JsonMode::speaksOfJson)
                ? request.messages()
                : inWords(request);
    }

    private static boolean speaksOfJson(Passage said) {
        return said.text().toLowerCase(Locale.ROOT).contains("json");
    }
}
