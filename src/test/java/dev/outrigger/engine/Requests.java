package dev.outrigger.engine;

import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Message;
import dev.outrigger.chat.ModelName;
import dev.outrigger.chat.Sampling;
import dev.outrigger.support.Asked;
import dev.outrigger.support.Drawn;

/** Requests as tests need them. */
final class Requests {
    private static final ModelName MODEL = new ModelName("smollm2-135m-instruct");

    private Requests() {}

    static ChatRequest of(String prompt) {
        return ChatRequest.of(MODEL, prompt);
    }

    static ChatRequest of(Message... messages) {
        return Asked.of(messages).model(MODEL.value()).request();
    }

    static ChatRequest with(ChatRequest request, Sampling sampling) {
        return Asked.of(request.messages().toArray(Message[]::new))
                .model(request.model().value())
                .sampling(sampling)
                .request();
    }

    static Sampling drawing(double temperature, long seed, int maxTokens) {
        return new Drawn()
                .temperature(temperature)
                .seed(seed)
                .maxTokens(maxTokens)
                .sampling();
    }

    static Sampling stopping(String... stops) {
        return new Drawn().stop(stops).sampling();
    }
}
