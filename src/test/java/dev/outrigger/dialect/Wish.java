package dev.outrigger.dialect;

import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Feature;
import dev.outrigger.chat.Message;
import dev.outrigger.chat.ModelName;
import dev.outrigger.chat.OutputFormat;
import dev.outrigger.chat.Part;
import dev.outrigger.chat.Role;
import dev.outrigger.chat.Sampling;
import dev.outrigger.chat.Thinking;
import dev.outrigger.chat.Tool;
import dev.outrigger.chat.ToolCalling;
import dev.outrigger.chat.ToolChoice;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Something that a request can ask for, or hold, in the words of the vocabulary.
 *
 * @param feature as which it is told when it is lost; absent where it must not be
 * @param kept whether a request that arrived still has it
 */
record Wish(String name, Optional<Feature> feature, ChatRequest request, Predicate<ChatRequest> kept) {
    static final List<Message> HI = List.of(Message.of(Role.USER, "hi"));

    /** What a request says beside its messages. */
    record Manner(
            List<Tool> tools,
            Optional<ToolChoice> choice,
            Optional<ToolCalling> calling,
            OutputFormat format,
            Sampling sampling,
            Optional<Thinking> thinking,
            Optional<Thinking.Display> display) {
        static final Manner NONE = new Manner(
                List.of(),
                Optional.empty(),
                Optional.empty(),
                new OutputFormat.Free(),
                Sampling.UNSAID,
                Optional.empty(),
                Optional.empty());

        static Manner of(Sampling sampling) {
            return new Manner(
                    NONE.tools, NONE.choice, NONE.calling, NONE.format, sampling, NONE.thinking, NONE.display);
        }

        static Manner of(OutputFormat format) {
            return new Manner(
                    NONE.tools, NONE.choice, NONE.calling, format, NONE.sampling, NONE.thinking, NONE.display);
        }

        static Manner of(Thinking thinking, Optional<Thinking.Display> display) {
            return new Manner(
                    NONE.tools, NONE.choice, NONE.calling, NONE.format, NONE.sampling, Optional.of(thinking), display);
        }

        static Manner of(List<Tool> tools, Optional<ToolChoice> choice, Optional<ToolCalling> calling) {
            return new Manner(tools, choice, calling, NONE.format, NONE.sampling, NONE.thinking, NONE.display);
        }
    }

    static Wish of(String name, Feature feature, Manner manner, Predicate<ChatRequest> kept) {
        return new Wish(name, Optional.of(feature), request(HI, manner), kept);
    }

    /** Something that one part of a request is. */
    static Wish ofPart(String name, Optional<Feature> feature, List<Message> messages, Predicate<Part> kept) {
        return new Wish(
                name,
                feature,
                request(messages, Manner.NONE),
                arrived -> parts(arrived).anyMatch(kept));
    }

    static ChatRequest request(List<Message> messages, Manner manner) {
        return new ChatRequest(
                new ModelName("m"),
                messages,
                manner.tools,
                manner.choice,
                manner.calling,
                manner.format,
                manner.sampling,
                manner.thinking,
                manner.display,
                false,
                Set.of());
    }

    private static Stream<Part> parts(ChatRequest request) {
        return request.messages().stream().flatMap(message -> message.parts().stream());
    }

    @Override
    public String toString() {
        return name;
    }
}
