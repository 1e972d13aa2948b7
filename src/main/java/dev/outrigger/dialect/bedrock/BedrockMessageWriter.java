package dev.outrigger.dialect.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outrigger.chat.Feature;
import dev.outrigger.chat.Message;
import dev.outrigger.chat.Part;
import dev.outrigger.chat.Role;
import dev.outrigger.dialect.Unsaid;
import dev.outrigger.dialect.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Says messages in turns of user and assistant: neighbours of one side are joined, tools' results first. System texts
 * stand before them all; one that comes later is said as the user's, as only some models take it there.
 */
final class BedrockMessageWriter {
    private final ObjectNode body;
    private final Set<Feature> lost;
    private final BedrockBlockWriter blocks;

    /** @param lost gets what is left out */
    BedrockMessageWriter(ObjectNode body, Set<Feature> lost, BedrockFamily family) {
        this.body = body;
        this.lost = lost;
        this.blocks = new BedrockBlockWriter(lost, family);
    }

    void write(List<Message> messages) {
        int first = 0;
        ArrayNode system = Json.STRICT.createArrayNode();
        while (first < messages.size() && messages.get(first).role() == Role.SYSTEM)
            blocks.write(messages.get(first++).parts(), system);
        if (!system.isEmpty()) body.set("system", system);

        ArrayNode turns = body.putArray("messages");
        List<Message> turn = new ArrayList<>();
        for (Message message : messages.subList(first, messages.size())) {
            if (message.role() == Role.SYSTEM) lost.add(Feature.LATER_SYSTEM);
            if (!turn.isEmpty() && isAssistant(turn.getFirst()) != isAssistant(message)) {
                turn(turn, turns);
                turn.clear();
            }
            turn.add(message);
        }
        if (!turn.isEmpty()) turn(turn, turns);
        if (turns.isEmpty()) throw new Unsaid("a chat in which nobody has said anything");
        // It is refused; a turn of ours before it would be one that nobody said.
        if (turns.get(0).path("role").asText().equals("assistant"))
            throw new Unsaid("a chat that the assistant begins");
    }

    private static boolean isAssistant(Message message) {
        return message.role() == Role.ASSISTANT;
    }

    /** One of nothing but what is left out is none, and parts nobody: its neighbours are one. */
    private void turn(List<Message> messages, ArrayNode turns) {
        List<Part> results = new ArrayList<>();
        List<Part> rest = new ArrayList<>();
        for (Message message : messages) (message.role() == Role.TOOL ? results : rest).addAll(message.parts());
        ArrayNode written = Json.STRICT.createArrayNode();
        blocks.write(results, written);
        blocks.write(rest, written);
        if (written.isEmpty()) return;
        String role = isAssistant(messages.getFirst()) ? "assistant" : "user";
        JsonNode before = turns.path(turns.size() - 1);
        if (before.path("role").asText().equals(role)) ((ArrayNode) before.path("content")).addAll(written);
        else turns.addObject().put("role", role).set("content", written);
    }
}
