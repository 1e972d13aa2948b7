package dev.outrigger.dialect.gemini;

import dev.outrigger.chat.OutputFormat;
import dev.outrigger.chat.Sampling;
import dev.outrigger.chat.Strictness;
import dev.outrigger.chat.Thinking;
import dev.outrigger.chat.Thinking.Effort;
import dev.outrigger.dialect.VendorFields;
import dev.outrigger.dialect.json.Json;
import dev.outrigger.dialect.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/** Reads {@code generationConfig}: how the answer is drawn, its form, and how much is thought before. */
final class GeminiConfig {
    private static final String PATH = "generationConfig.";
    private static final Set<String> KNOWN = Spelling.both(
            "temperature",
            "topP",
            "topK",
            "maxOutputTokens",
            "stopSequences",
            "seed",
            "candidateCount",
            "presencePenalty",
            "frequencyPenalty",
            "responseLogprobs",
            "logprobs",
            "responseMimeType",
            "responseSchema",
            "responseJsonSchema",
            "thinkingConfig");
    private static final Set<String> THINKING = Spelling.both("thinkingBudget", "thinkingLevel", "includeThoughts");

    private final JsonValue config;
    private final JsonValue thinking;
    private final VendorFields vendor;

    /** @param config may be missing */
    GeminiConfig(JsonValue config, VendorFields vendor) {
        this.config = config;
        this.thinking = Json.objectOrNone(PATH + "thinkingConfig", Spelling.get(config, "thinkingConfig"));
        this.vendor = vendor;
        vendor.unknownIn(config, PATH, KNOWN);
        vendor.unknownIn(thinking, PATH + "thinkingConfig.", THINKING);
    }

    Sampling sampling() {
        return new Sampling(
                number("temperature", Double.MAX_VALUE),
                number("topP", 1),
                topK(),
                count("maxOutputTokens"),
                seed(),
                stops(),
                count("candidateCount").orElse(1),
                penalty("presencePenalty"),
                penalty("frequencyPenalty"),
                topLogProbs());
    }

    private JsonValue get(String name) {
        return Spelling.get(config, name);
    }

    private OptionalDouble number(String name, double most) {
        JsonValue value = get(name);
        return value.isMissing() ? OptionalDouble.empty() : OptionalDouble.of(Json.number(PATH + name, value, most));
    }

    private OptionalDouble penalty(String name) {
        JsonValue value = get(name);
        return value.isMissing() ? OptionalDouble.empty() : OptionalDouble.of(Json.signed(PATH + name, value));
    }

    private OptionalInt count(String name) {
        JsonValue value = get(name);
        return value.isMissing() ? OptionalInt.empty() : OptionalInt.of(Json.count(PATH + name, value));
    }

    /** Some clients write it as a fraction. */
    private OptionalInt topK() {
        double k = number("topK", Integer.MAX_VALUE).orElse(0);
        return k >= 1 ? OptionalInt.of((int) k) : OptionalInt.empty();
    }

    private OptionalLong seed() {
        JsonValue value = get("seed");
        return value.isMissing() ? OptionalLong.empty() : OptionalLong.of(Json.whole(PATH + "seed", value));
    }

    private List<String> stops() {
        JsonValue array = get("stopSequences");
        List<String> stops = new ArrayList<>();
        if (!array.isMissing())
            for (JsonValue stop : Json.array(PATH + "stopSequences", array))
                stops.add(Json.text(PATH + "stopSequences[]", stop));
        return stops;
    }

    private OptionalInt topLogProbs() {
        if (!Json.isTrue(PATH + "responseLogprobs", get("responseLogprobs"))) return OptionalInt.empty();
        return OptionalInt.of(Math.clamp(get("logprobs").whole().orElse(0), 0, Integer.MAX_VALUE));
    }

    OutputFormat format() {
        JsonValue jsonSchema = Json.objectOrNone(PATH + "responseJsonSchema", get("responseJsonSchema"));
        JsonValue older = Json.objectOrNone(PATH + "responseSchema", get("responseSchema"));
        String type = Json.textOrNone(PATH + "responseMimeType", get("responseMimeType"));
        return switch (type) {
            case "", "application/json" -> {
                if (jsonSchema.isObject() || older.isObject())
                    yield new OutputFormat.Schema(
                            "", GeminiTools.schema(jsonSchema, older), Optional.of(Strictness.STRICT));
                yield type.isEmpty() ? new OutputFormat.Free() : new OutputFormat.Json(OutputFormat.Json.Root.ANY);
            }
            case "text/plain" -> new OutputFormat.Free();
            default -> {
                vendor.add("", PATH + "responseMimeType");
                yield new OutputFormat.Free();
            }
        };
    }

    Optional<Thinking> thinking() {
        Optional<Thinking> level = level();
        return level.isPresent() ? level : budget();
    }

    private Optional<Thinking> level() {
        String word = Spelling.get(thinking, "thinkingLevel").text().toUpperCase(Locale.ROOT);
        return switch (word) {
            case "MINIMAL" -> Optional.of(new Thinking.Effort(Effort.Level.MINIMAL));
            case "LOW" -> Optional.of(new Thinking.Effort(Effort.Level.LOW));
            case "MEDIUM" -> Optional.of(new Thinking.Effort(Effort.Level.MEDIUM));
            case "HIGH" -> Optional.of(new Thinking.Effort(Effort.Level.HIGH));
            case "XHIGH" -> Optional.of(new Thinking.Effort(Effort.Level.VERY_HIGH));
            case "", "THINKING_LEVEL_UNSPECIFIED" -> Optional.empty();
            default -> {
                vendor.add("", PATH + "thinkingConfig.thinkingLevel");
                yield Optional.empty();
            }
        };
    }

    private Optional<Thinking> budget() {
        JsonValue value = Spelling.get(thinking, "thinkingBudget");
        if (value.isMissing()) return Optional.empty();
        long tokens = Json.whole(PATH + "thinkingConfig.thinkingBudget", value);
        if (tokens == 0) return Optional.of(new Thinking.Off());
        if (tokens == -1) return Optional.of(new Thinking.Free());
        if (tokens < -1 || tokens > Integer.MAX_VALUE)
            throw new Json.Unfit(PATH + "thinkingConfig.thinkingBudget must be a number of tokens, 0 or -1");
        return Optional.of(new Thinking.Budget((int) tokens));
    }

    Optional<Thinking.Display> display() {
        JsonValue shown = Spelling.get(thinking, "includeThoughts");
        if (!shown.isBoolean()) return Optional.empty();
        return Optional.of(shown.isTrue() ? Thinking.Display.SHOWN : Thinking.Display.HIDDEN);
    }
}
