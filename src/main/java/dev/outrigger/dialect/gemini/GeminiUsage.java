package dev.outrigger.dialect.gemini;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outrigger.chat.Usage;
import dev.outrigger.dialect.json.JsonValue;
import java.util.OptionalLong;

/** Reads and writes {@code usageMetadata}. Unknown counts are left out, never written as 0. */
final class GeminiUsage {
    private GeminiUsage() {}

    static Usage decode(JsonValue usage) {
        OptionalLong thoughts = tokens(usage, "thoughtsTokenCount");
        OptionalLong input = sum(tokens(usage, "promptTokenCount"), tokens(usage, "toolUsePromptTokenCount"));
        return new Usage(input, output(usage, input, thoughts), tokens(usage, "cachedContentTokenCount"), thoughts);
    }

    /** The vendor leaves out a count of 0; the total tells what it was. */
    private static OptionalLong output(JsonValue usage, OptionalLong input, OptionalLong thoughts) {
        OptionalLong candidates = tokens(usage, "candidatesTokenCount");
        OptionalLong total = tokens(usage, "totalTokenCount");
        if (candidates.isPresent() || input.isEmpty() || total.isEmpty()) return sum(candidates, thoughts);
        return OptionalLong.of(Math.max(thoughts.orElse(0), total.getAsLong() - input.getAsLong()));
    }

    private static OptionalLong tokens(JsonValue usage, String name) {
        OptionalLong whole = Spelling.get(usage, name).whole();
        return whole.isPresent() && whole.getAsLong() >= 0 ? whole : OptionalLong.empty();
    }

    private static OptionalLong sum(OptionalLong one, OptionalLong other) {
        if (one.isEmpty()) return other;
        return other.isEmpty() ? one : OptionalLong.of(one.getAsLong() + other.getAsLong());
    }

    static void encode(Usage usage, ObjectNode answer) {
        if (usage.equals(Usage.ABSENT)) return;
        ObjectNode said = answer.putObject("usageMetadata");
        usage.input().ifPresent(tokens -> said.put("promptTokenCount", tokens));
        usage.output()
                .ifPresent(tokens -> said.put(
                        "candidatesTokenCount",
                        Math.max(0, tokens - usage.reasoning().orElse(0))));
        usage.reasoning().ifPresent(tokens -> said.put("thoughtsTokenCount", tokens));
        usage.cached().ifPresent(tokens -> said.put("cachedContentTokenCount", tokens));
        if (usage.input().isPresent() && usage.output().isPresent())
            said.put(
                    "totalTokenCount",
                    usage.input().getAsLong() + usage.output().getAsLong());
    }
}
