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
 * Asks in words for an answer that is JSON: of vendors who have no mode for it or one for objects alone, and of OpenAI,
 * which refuses its mode where nobody speaks of JSON. Source: OpenAI, "Structured outputs", JSON mode.
 */
public final class JsonMode {
    private static final String ALONE = " and nothing else: no words before or after it, and no code fence.";

    static final String OBJECT = "Answer with one JSON object" + ALONE;

    /** The prompt says what it is to be as a whole. */
    static final String ANY = "Answer with JSON" + ALONE;

    private JsonMode() {}

    /** The conversation, with the words as the last of its first system texts where any JSON is asked for. */
    public static List<Message> inWords(ChatRequest request) {
        List<Message> messages = request.messages();
        if (!(request.format() instanceof OutputFormat.Json json)) return messages;
        int first = 0;
        while (first < messages.size() && messages.get(first).role() == Role.SYSTEM) first++;
        List<Message> asked = new ArrayList<>(messages);
        asked.add(first, Message.of(Role.SYSTEM, json.isObject() ? OBJECT : ANY));
        return asked;
    }

    /** The same for a vendor with a mode for objects, which needs no words. */
    public static List<Message> unlessObject(ChatRequest request) {
        return request.format() instanceof OutputFormat.Json json && json.isObject()
                ? request.messages()
                : inWords(request);
    }

    /** The same for one that wants to be told of JSON beside its mode for objects, unless the conversation does. */
    public static List<Message> spokenOf(ChatRequest request) {
        boolean isObject = request.format() instanceof OutputFormat.Json json && json.isObject();
        return isObject && request.messages().stream().map(Message::passage).anyMatch(JsonMode::speaksOfJson)
                ? request.messages()
                : inWords(request);
    }

    private static boolean speaksOfJson(Passage said) {
        return said.text().toLowerCase(Locale.ROOT).contains("json");
    }
}
