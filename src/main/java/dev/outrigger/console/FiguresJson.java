package dev.outrigger.console;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outrigger.registry.Belief;
import dev.outrigger.registry.Figures;
import dev.outrigger.registry.Headroom;
import dev.outrigger.registry.ModelState;
import dev.outrigger.registry.Pace;
import dev.outrigger.registry.Quantiles;
import dev.outrigger.registry.TrackRecord;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** What is known of a model now, as JSON. What is unknown is left out. */
final class FiguresJson {
    private FiguresJson() {}

    static ObjectNode encode(ModelState state) {
        Figures figures = state.figures();
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("health", state.health().label());
        if (!state.health().detail().isEmpty())
            json.put("detail", state.health().detail());
        json.put("inFlight", state.inFlight());
        json.put("warmth", ModelsJson.word(figures.warmth()));
        json.put("offered", ModelsJson.word(figures.offer()));
        state.window().ifPresent(tokens -> json.put("window", tokens));
        pace(json, figures.pace());
        put(json, "errorRate", figures.errorRate());
        headroom(json, figures.headroom());
        quality(json, figures.quality());
        figures.verdicts().ifPresent(given -> verdicts(json.putObject("verdicts"), given));
        return json;
    }

    private static void pace(ObjectNode json, Pace pace) {
        put(json, "firstContentSeconds", pace.firstContent());
        put(json, "streamedSeconds", pace.streamed());
        put(json, "wholeSeconds", pace.whole());
        put(json, "shortAnswerSeconds", pace.shortAnswer());
        put(json, "tokensPerSecond", pace.tokensPerSecond());
    }

    private static void headroom(ObjectNode json, Headroom headroom) {
        if (headroom.equals(Headroom.UNKNOWN)) return;
        ObjectNode left = json.putObject("headroom");
        headroom.requests().ifPresent(requests -> left.put("requests", requests));
        headroom.tokens().ifPresent(tokens -> left.put("tokens", tokens));
    }

    private static void quality(ObjectNode json, Map<String, Belief> quality) {
        if (quality.isEmpty()) return;
        ObjectNode domains = json.putObject("quality");
        new TreeMap<>(quality)
                .forEach((domain, belief) -> domains.putObject(domain)
                        .put("mean", rounded(belief.mean()))
                        .put("standardError", rounded(belief.standardError())));
    }

    private static void verdicts(ObjectNode json, TrackRecord given) {
        json.put("good", rounded(given.all().good()))
                .put("bad", rounded(given.all().bad()));
        if (given.domains().isEmpty()) return;
        ObjectNode domains = json.putObject("domains");
        new TreeMap<>(given.domains())
                .forEach((domain, verdicts) -> domains.putObject(domain)
                        .put("good", rounded(verdicts.good()))
                        .put("bad", rounded(verdicts.bad())));
    }

    private static void put(ObjectNode json, String key, Quantiles quantiles) {
        if (quantiles.equals(Quantiles.UNKNOWN)) return;
        ObjectNode known = json.putObject(key);
        put(known, "p50", quantiles.p50());
        put(known, "p95", quantiles.p95());
    }

    private static void put(ObjectNode json, String key, OptionalDouble number) {
        number.ifPresent(known -> json.put(key, rounded(known)));
    }

    private static double rounded(double number) {
        return Math.round(number * 10_000) / 10_000.0;
    }
}
