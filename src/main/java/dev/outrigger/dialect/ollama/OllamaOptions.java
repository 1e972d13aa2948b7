package dev.outrigger.dialect.ollama;

import dev.outrigger.chat.Sampling;
import dev.outrigger.dialect.VendorFields;
import dev.outrigger.dialect.json.Json;
import dev.outrigger.dialect.json.JsonObjectText;
import dev.outrigger.dialect.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/** Reads how tokens are to be drawn: {@code options}, and the log probabilities beside them. */
final class OllamaOptions {
    private static final Set<String> KNOWN = Set.of(
            "temperature",
            "top_p",
            "top_k",
            "min_p",
            "num_predict",
            "seed",
            "stop",
            "presence_penalty",
            "frequency_penalty");

    private final JsonObjectText.Parsed object;
    private final JsonValue options;

    OllamaOptions(JsonObjectText.Parsed object, VendorFields vendor) {
        this.object = object;
        this.options = object.value("options")
                .map(value -> Json.object("options", value))
                .orElse(JsonValue.MISSING);
        vendor.unknownIn(options, "options.", KNOWN);
    }

    Sampling decode() {
        Sampling usual = new Sampling(
                number("temperature", Double.MAX_VALUE),
                number("top_p", 1),
                count("top_k"),
                // Below 1 it means that nothing bounds the answer.
                count("num_predict"),
                options.has("seed") ? OptionalLong.of(whole("seed")) : OptionalLong.empty(),
                stops(),
                1,
                signed("presence_penalty"),
                signed("frequency_penalty"),
                topLogProbs());
        return usual.withMinP(minP());
    }

    /** Nothing is left out where it is 0, as it is by itself. */
    private OptionalDouble minP() {
        OptionalDouble said = number("min_p", 1);
        return said.isPresent() && said.getAsDouble() == 0 ? OptionalDouble.empty() : said;
    }

    private OptionalDouble number(String name, double most) {
        return options.has(name)
                ? OptionalDouble.of(Json.number("options." + name, options.get(name), most))
                : OptionalDouble.empty();
    }

    private OptionalDouble signed(String name) {
        return options.has(name)
                ? OptionalDouble.of(Json.signed("options." + name, options.get(name)))
                : OptionalDouble.empty();
    }

    private OptionalInt count(String name) {
        if (!options.has(name)) return OptionalInt.empty();
        long count = whole(name);
        return count >= 1 ? OptionalInt.of((int) Math.min(count, Integer.MAX_VALUE)) : OptionalInt.empty();
    }

    /** Ollama takes a whole number that is written as a fraction. */
    private long whole(String name) {
        JsonValue value = options.get(name);
        double number = value.isNumber() ? value.number() : Double.NaN;
        if (value.whole().isEmpty() && number == Math.rint(number) && Math.abs(number) < 1L << 53) return (long) number;
        return Json.whole("options." + name, value);
    }

    private List<String> stops() {
        List<String> stops = new ArrayList<>();
        if (options.has("stop"))
            for (JsonValue stop : Json.array("options.stop", options.get("stop")))
                stops.add(Json.text("options.stop", stop));
        return stops;
    }

    private OptionalInt topLogProbs() {
        if (!object.value("logprobs").map(asked -> Json.bool("logprobs", asked)).orElse(false))
            return OptionalInt.empty();
        long others = object.value("top_logprobs")
                .map(value -> Json.whole("top_logprobs", value))
                .orElse(0L);
        return OptionalInt.of(Math.clamp(others, 0, Integer.MAX_VALUE));
    }
}
