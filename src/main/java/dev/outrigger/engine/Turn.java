package dev.outrigger.engine;

import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import dev.outrigger.chat.Message;
import dev.outrigger.chat.Part;
import dev.outrigger.chat.ToolChoice;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What one speaker says, in a text-only model's words. */
record Turn(String speaker, String text) {
    /** Answers to one request, each of which takes a slot. */
    static final int MOST_CHOICES = 16;

    /**
     * The request's turns.
     *
     * @throws FailureException {@link Failure.Untranslatable} when a text-only model cannot do what is asked: tools,
     *     media, too many answers
     */
    static List<Turn> of(ChatRequest request) {
        if (!request.tools().isEmpty()
                && !(request.toolChoice().orElse(new ToolChoice.Auto()) instanceof ToolChoice.None)) {
            throw cannot("call tools");
        }
        if (request.sampling().choices() > MOST_CHOICES) throw cannot("give more than " + MOST_CHOICES + " answers");
        return request.messages().stream().map(Turn::of).toList();
    }

    private static Turn of(Message message) {
        String speaker = switch (message.role()) {
            case SYSTEM -> "system";
            case USER -> "user";
            case ASSISTANT -> "assistant";
            case TOOL -> throw cannot("read what a tool answered");
        };
        List<String> texts = new ArrayList<>();
        for (Part part : message.parts()) textOf(part).ifPresent(texts::add);
        return new Turn(speaker, String.join("\n", texts));
    }

    private static Optional<String> textOf(Part part) {
        return switch (part) {
            case Part.Text text -> Optional.of(text.text());
            case Part.Refusal refusal -> Optional.of(refusal.text());
            // Another model's thoughts: templates of models that think leave earlier ones out, too.
            case Part.Reasoning reasoning -> Optional.empty();
            case Part.SealedReasoning sealed -> Optional.empty();
            case Part.CacheMark mark -> Optional.empty();
            case Part.Other other -> throw cannot("read " + other.kind());
            case Part.Media media -> throw cannot("see or hear media");
            case Part.ToolCall call -> throw cannot("call tools");
            case Part.ToolResult result -> throw cannot("read what a tool answered");
        };
    }

    private static FailureException cannot(String what) {
        return new FailureException(
                new Failure.Untranslatable("the local text model cannot " + what, Optional.empty()));
    }
}
