package dev.outrigger.chat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the app asks, in no vendor's words. System texts are messages of {@link Role#SYSTEM}, in their place.
 *
 * @param model the name the app asked for, as written
 * @param toolChoice absent when the app did not say
 * @param toolCalling absent when the app did not say
 * @param thinking absent when the app did not say
 * @param display whether the app wants to see the reasoning; absent when it did not say
 * @param stream whether the answer is wanted piece by piece
 * @param vendorFields names (never values) of request fields that have no word here, for example {@code user} or
 *     {@code messages[].name}; they cross only to their own dialect
 */
public record ChatRequest(
        ModelName model,
        List<Message> messages,
        List<Tool> tools,
        Optional<ToolChoice> toolChoice,
        Optional<ToolCalling> toolCalling,
        OutputFormat format,
        Sampling sampling,
        Optional<Thinking> thinking,
        Optional<Thinking.Display> display,
        boolean stream,
        Set<String> vendorFields) {
    public ChatRequest {
        messages = List.copyOf(messages);
        tools = List.copyOf(tools);
        vendorFields = Set.copyOf(vendorFields);
    }

    /** A single user message, nothing else said. */
    public static ChatRequest of(ModelName model, String prompt) {
        return new ChatRequest(
                model,
                List.of(Message.of(Role.USER, prompt)),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                new OutputFormat.Free(),
                Sampling.UNSAID,
                Optional.empty(),
                Optional.empty(),
                false,
                Set.of());
    }

    /** The same, drawn so. */
    public ChatRequest with(Sampling other) {
        return new ChatRequest(
                model,
                messages,
                tools,
                toolChoice,
                toolCalling,
                format,
                other,
                thinking,
                display,
                stream,
                vendorFields);
    }

    /** The same, whose answer is wanted whole. */
    public ChatRequest whole() {
        return new ChatRequest(
                model,
                messages,
                tools,
                toolChoice,
                toolCalling,
                format,
                sampling,
                thinking,
                display,
                false,
                vendorFields);
    }

    /** The same without what was thought in earlier turns; a turn of nothing else is none. */
    public ChatRequest withoutReasoning() {
        List<Message> kept = new ArrayList<>(messages.size());
        for (Message message : messages) {
            List<Part> parts = message.parts().stream()
                    .filter(part -> !(part instanceof Part.Reasoning) && !(part instanceof Part.SealedReasoning))
                    .toList();
            if (parts.size() == message.parts().size()) kept.add(message);
            else if (!parts.isEmpty()) kept.add(new Message(message.role(), parts));
        }
        return new ChatRequest(
                model, kept, tools, toolChoice, toolCalling, format, sampling, thinking, display, stream, vendorFields);
    }

    /** The same, of which tokens are drawn so. */
    public ChatRequest withSampling(Sampling drawn) {
        return new ChatRequest(
                model,
                messages,
                tools,
                toolChoice,
                toolCalling,
                format,
                drawn,
                thinking,
                display,
                stream,
                vendorFields);
    }

    /** Whether any message holds a medium of this kind. */
    public boolean has(Part.Media.Kind kind) {
        return messages.stream()
                .flatMap(message -> message.parts().stream())
                .anyMatch(part -> part instanceof Part.Media media && media.kind() == kind);
    }
}
