package dev.outrigger.engine;

import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Message;
import dev.outrigger.chat.ModelName;
import dev.outrigger.chat.OutputFormat;
import dev.outrigger.chat.Sampling;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/** Requests as tests need them. */
final class Requests {
    private static final ModelName MODEL = new ModelName("smollm2-135m-instruct");

    private Requests() {}

    static ChatRequest of(String prompt) {
        return ChatRequest.of(MODEL, prompt);
    }

    static ChatRequest of(Message... messages) {
        return new ChatRequest(
                MODEL,
                List.of(messages),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                new OutputFormat.Free(),
                Sampling.UNSAID,
                Optional.empty(),
                true,
                Set.of());
    }

    static ChatRequest with(ChatRequest request, Sampling sampling) {
        return new ChatRequest(
                request.model(),
                request.messages(),
                request.tools(),
                request.toolChoice(),
                request.toolCalling(),
                request.format(),
                sampling,
                request.thinking(),
                request.stream(),
                request.vendorFields());
    }

    static Sampling drawing(double temperature, long seed, int maxTokens) {
        return new Sampling(
                OptionalDouble.of(temperature),
                OptionalDouble.empty(),
                OptionalInt.empty(),
                OptionalInt.of(maxTokens),
                OptionalLong.of(seed),
                List.of(),
                1);
    }

    static Sampling stopping(String... stops) {
        return new Sampling(
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalLong.empty(),
                List.of(stops),
                1);
    }
}
