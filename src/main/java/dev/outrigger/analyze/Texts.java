package dev.outrigger.analyze;

import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Message;
import dev.outrigger.chat.Part;
import dev.outrigger.chat.Passage;
import java.util.function.Consumer;

/** Every text of a request that a model would read: messages, reasoning, tool calls and their results. */
final class Texts {
    private Texts() {}

    static void forEach(ChatRequest request, Consumer<Passage> reader) {
        for (Message message : request.messages()) for (Part part : message.parts()) forEach(part, reader);
    }

    /** Of one part; of a tool's result, those inside it. */
    static void forEach(Part part, Consumer<Passage> reader) {
        read(part, reader);
        if (part instanceof Part.ToolResult result) for (Part inner : result.parts()) read(inner, reader);
    }

    /** The first so many characters, or one less where a surrogate pair would be cut in two. */
    static String head(Passage passage, int chars) {
        String head = passage.head(chars);
        boolean isCut = !head.isEmpty() && Character.isHighSurrogate(head.charAt(head.length() - 1));
        return isCut ? head.substring(0, head.length() - 1) : head;
    }

    private static void read(Part part, Consumer<Passage> reader) {
        switch (part) {
            case Part.Text text -> reader.accept(text.passage());
            case Part.Reasoning reasoning -> reader.accept(reasoning.passage());
            case Part.Refusal refusal -> reader.accept(refusal.passage());
            case Part.ToolCall call -> {
                reader.accept(Passage.of(call.name()));
                reader.accept(call.arguments());
            }
            case Part.Media media -> {}
            case Part.CacheMark mark -> {}
            case Part.SealedReasoning sealed -> {}
            case Part.Other other -> {}
            case Part.ToolResult result -> {}
        }
    }
}
