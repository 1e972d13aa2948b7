import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A vendor's dialect, both sides of it: what an app asks, and what an upstream answers. */
enum Tongue {
    OPENAI("/v1/chat/completions", "authorization: Bearer outrigger") {
        @Override
        String whole(String call, String model, String text, int tokens) {
            return "{\"id\":\"%s\",\"object\":\"chat.completion\",\"created\":1760000000,\"model\":\"%s\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"%s\"},\"logprobs\":null,\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":%d,\"total_tokens\":%d}}"
                    .formatted(call, model, text, tokens, tokens + 9);
        }

        @Override
        List<String> begin(String call, String model) {
            return List.of(chunk(call, model, "{\"role\":\"assistant\",\"content\":\"\"}", "null"));
        }

        @Override
        String piece(String call, String model, String text) {
            return chunk(call, model, "{\"content\":\"" + text + "\"}", "null");
        }

        @Override
        List<String> end(String call, String model, int tokens, boolean usage) {
            List<String> events = new ArrayList<>(List.of(chunk(call, model, "{}", "\"stop\"")));
            if (usage)
                events.add(data("{\"id\":\"%s\",\"object\":\"chat.completion.chunk\",\"created\":1760000000,\"model\":\"%s\",\"choices\":[],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":%d,\"total_tokens\":%d}}"
                        .formatted(call, model, tokens, tokens + 9)));
            events.add("data: [DONE]\n\n");
            return events;
        }

        @Override
        String error(String message) {
            return "{\"error\":{\"message\":\"" + message + "\",\"type\":\"server_error\",\"param\":null,\"code\":null}}";
        }

        @Override
        String errorEvent(String message) {
            return data(error(message));
        }

        private String chunk(String call, String model, String delta, String finish) {
            return data("{\"id\":\"%s\",\"object\":\"chat.completion.chunk\",\"created\":1760000000,\"model\":\"%s\",\"choices\":[{\"index\":0,\"delta\":%s,\"finish_reason\":%s}]}"
                    .formatted(call, model, delta, finish));
        }
    },
    ANTHROPIC("/v1/messages", "x-api-key: outrigger\r\nanthropic-version: 2023-06-01") {
        @Override
        String whole(String call, String model, String text, int tokens) {
            return "{\"id\":\"%s\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"%s\",\"content\":[{\"type\":\"text\",\"text\":\"%s\"}],\"stop_reason\":\"end_turn\",\"stop_sequence\":null,\"usage\":{\"input_tokens\":9,\"output_tokens\":%d}}"
                    .formatted(call, model, text, tokens);
        }

        @Override
        List<String> begin(String call, String model) {
            return List.of(
                    named("message_start", "\"message\":{\"id\":\"%s\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"%s\",\"content\":[],\"stop_reason\":null,\"stop_sequence\":null,\"usage\":{\"input_tokens\":9,\"output_tokens\":1}}"
                            .formatted(call, model)),
                    named("content_block_start", "\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}"));
        }

        @Override
        String piece(String call, String model, String text) {
            return named("content_block_delta", "\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"" + text + "\"}");
        }

        @Override
        List<String> end(String call, String model, int tokens, boolean usage) {
            return List.of(
                    named("content_block_stop", "\"index\":0"),
                    named("message_delta", "\"delta\":{\"stop_reason\":\"end_turn\",\"stop_sequence\":null},\"usage\":{\"output_tokens\":%d}".formatted(tokens)),
                    "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n");
        }

        @Override
        String error(String message) {
            return "{\"type\":\"error\",\"error\":{\"type\":\"api_error\",\"message\":\"" + message + "\"}}";
        }

        @Override
        String errorEvent(String message) {
            return "event: error\n" + data(error(message));
        }

        private String named(String type, String rest) {
            return "event: " + type + "\n" + data("{\"type\":\"" + type + "\"," + rest + "}");
        }
    };

    final String path;
    final String key;

    Tongue(String path, String key) {
        this.path = path;
        this.key = key;
    }

    abstract String whole(String call, String model, String text, int tokens);

    /** The events before the text. */
    abstract List<String> begin(String call, String model);

    abstract String piece(String call, String model, String text);

    /** The events after the text. */
    abstract List<String> end(String call, String model, int tokens, boolean usage);

    abstract String error(String message);

    abstract String errorEvent(String message);

    /** What the app asks; its id stands in the prompt. */
    String request(Errand errand) {
        String options = errand.stream() && errand.usage() && this == OPENAI ? ",\"stream_options\":{\"include_usage\":true}" : "";
        return "{\"model\":\"%s\",\"max_tokens\":4096,\"stream\":%b%s,\"messages\":[{\"role\":\"user\",\"content\":\"Tell the story of request #%d.\"}]}"
                .formatted(errand.model(), errand.stream(), options, errand.id());
    }

    private static String data(String json) {
        return "data: " + json + "\n\n";
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
