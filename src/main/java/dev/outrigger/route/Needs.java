package dev.outrigger.route;

import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Message;
import dev.outrigger.chat.OutputFormat;
import dev.outrigger.chat.Part;
import dev.outrigger.registry.Capability;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What a request needs that not every model has. */
final class Needs {
    private Needs() {}

    static Set<Capability> of(ChatRequest request) {
        Set<Capability> needs = EnumSet.noneOf(Capability.class);
        if (!request.tools().isEmpty()) needs.add(Capability.TOOLS);
        if (request.sampling().choices() > 1) needs.add(Capability.SEVERAL_CHOICES);
        switch (request.format()) {
            case OutputFormat.Free free -> {}
            case OutputFormat.Json json -> needs.add(Capability.JSON);
            case OutputFormat.Schema schema -> needs.add(Capability.JSON_SCHEMA);
        }
        for (Message message : request.messages()) addParts(message.parts(), needs);
        return needs.isEmpty() ? Set.of() : Set.copyOf(needs);
    }

    private static void addParts(List<Part> parts, Set<Capability> needs) {
        for (Part part : parts) {
            switch (part) {
                case Part.Media media -> needs.add(capability(media.kind()));
                case Part.ToolCall call -> needs.add(Capability.TOOLS);
                case Part.ToolResult result -> {
                    needs.add(Capability.TOOLS);
                    addParts(result.parts(), needs);
                }
                // A vendor's own kind of part: whoever reads documents is the likeliest to know it.
                case Part.Other other -> needs.add(Capability.DOCUMENTS);
                case Part.SealedReasoning sealed -> {}
                case Part.CacheMark mark -> {}
                case Part.Text text -> {}
                case Part.Reasoning reasoning -> {}
                case Part.Refusal refusal -> {}
            }
        }
    }

    private static Capability capability(Part.Media.Kind kind) {
        return switch (kind) {
            case IMAGE -> Capability.IMAGES;
            case AUDIO -> Capability.AUDIO;
            case VIDEO -> Capability.VIDEO;
            case DOCUMENT -> Capability.DOCUMENTS;
        };
    }
}
