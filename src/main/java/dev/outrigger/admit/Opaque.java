package dev.outrigger.admit;

import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Part;
import dev.outrigger.dialect.StoredState;
import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/** What of a chat nobody looks into, in words of ours. */
final class Opaque {
    private Opaque() {}

    static NavigableSet<String> in(ChatRequest request) {
        NavigableSet<String> opaque = new TreeSet<>();
        request.messages().forEach(message -> add(message.parts(), opaque));
        StoredState.named(request).forEach(name -> opaque.add("stored state (" + name + ")"));
        return opaque;
    }

    private static void add(List<Part> parts, NavigableSet<String> opaque) {
        for (Part part : parts) {
            if (part instanceof Part.ToolResult result) add(result.parts(), opaque);
            else word(part).ifPresent(opaque::add);
        }
    }

    private static Optional<String> word(Part part) {
        return switch (part) {
            case Part.Media(var kind, Part.Source.Uploaded file, var name) -> Optional.of("an uploaded file");
            case Part.Media media -> Optional.of("media (" + media.kind().name().toLowerCase(Locale.ROOT) + ")");
            case Part.SealedReasoning sealed -> Optional.of("sealed reasoning");
            case Part.Other other -> Optional.of("a part of a kind that is not known");
            case Part.Text _, Part.Reasoning _, Part.Refusal _, Part.ToolCall _ -> Optional.empty();
            case Part.ToolResult _, Part.CacheMark _ -> Optional.empty();
        };
    }
}
