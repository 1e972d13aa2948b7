package dev.outrigger.analyze;

import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Message;
import dev.outrigger.chat.Part;
import java.util.List;

/** How many media of each kind a request has, those in results of tools too. */
@SuppressWarnings("EnumOrdinal") // a place in an array for each: every request is counted
final class Media {
    private final long[] counts = new long[Part.Media.Kind.values().length];

    private Media() {}

    static Media of(ChatRequest request) {
        Media media = new Media();
        for (Message message : request.messages()) media.add(message.parts());
        return media;
    }

    private void add(List<Part> parts) {
        for (Part part : parts)
            if (part instanceof Part.Media media) counts[media.kind().ordinal()]++;
            else if (part instanceof Part.ToolResult result) add(result.parts());
    }

    long count(Part.Media.Kind kind) {
        return counts[kind.ordinal()];
    }
}
