package dev.outrigger.console;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outrigger.registry.Cell;
import dev.outrigger.registry.Facts;
import dev.outrigger.registry.Listed;
import dev.outrigger.registry.ModelProfile;
import dev.outrigger.registry.Offers;
import dev.outrigger.registry.Price;
import dev.outrigger.registry.PriceList;
import dev.outrigger.registry.Registry;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The registry as JSON: every model with its profile and its figures of this moment, and by backend what its server offers
 * that no model is configured for. What is unknown is left out. The form is a contract: fields are added, never renamed.
 */
final class ModelsJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private ModelsJson() {}

    /** All of them, in the configuration's order. */
    static String all(Registry registry) {
        ObjectNode root = JSON.objectNode();
        root.put("priceList", PriceList.shipped().date());
        ArrayNode models = root.putArray("models");
        registry.cells().forEach(cell -> models.add(model(cell)));
        ObjectNode offers = root.putObject("offers");
        Map<String, Set<String>> configured = registry.cells().stream()
                .map(Cell::profile)
                .collect(Collectors.groupingBy(
                        ModelProfile::backend,
                        TreeMap::new,
                        Collectors.mapping(profile -> profile.model().value(), Collectors.toSet())));
        configured.forEach((backend, names) ->
                registry.offers().of(backend).ifPresent(listing -> offers.set(backend, offer(listing, names))));
        return root.toPrettyString() + "\n";
    }

    static String one(Cell cell) {
        return model(cell).toPrettyString() + "\n";
    }

    private static ObjectNode offer(Offers.Listing listing, Set<String> configured) {
        ObjectNode json = JSON.objectNode().put("at", listing.at().toString()).put("whole", listing.whole());
        ArrayNode others = json.putArray("notConfigured");
        listing.models().stream().filter(name -> !configured.contains(name)).forEach(others::add);
        return json;
    }

    private static ObjectNode model(Cell cell) {
        ModelProfile profile = cell.profile();
        Facts facts = profile.facts();
        ObjectNode json = JSON.objectNode()
                .put("name", profile.name())
                .put("backend", profile.backend())
                .put("model", profile.model().value());
        facts.provider().ifPresent(provider -> json.put("provider", provider));
        facts.family().ifPresent(family -> json.put("family", family));
        json.put("placement", word(profile.placement()));
        facts.terms().jurisdiction().ifPresent(where -> json.put("jurisdiction", where));
        put(json, "compliance", facts.terms().compliance());
        profile.window().ifPresent(tokens -> json.put("window", tokens));
        facts.output().ifPresent(tokens -> json.put("output", tokens));
        put(
                json,
                "capabilities",
                profile.capabilities().stream().map(ModelsJson::word).sorted().toList());
        profile.price().ifPresent(price -> json.set("price", price(price, facts)));
        put(json, "quality", profile.quality());
        put(json, "latency", profile.latency());
        put(json, "languages", facts.strengths().languages());
        put(json, "domains", facts.strengths().domains());
        put(json, "fields", facts.strengths().fields());
        measured(json, profile);
        json.put("thinks", profile.thinks()).put("trusted", profile.trusted());
        json.put("adapters", word(profile.adapters()));
        put(json, "replicas", profile.replicas());
        put(json, "equivalents", profile.equivalents());
        facts.listed().ifPresent(listed -> json.set("listed", listed(listed)));
        json.set("live", FiguresJson.encode(cell.state()));
        return json;
    }

    private static void measured(ObjectNode json, ModelProfile profile) {
        if (profile.skills().domains().isEmpty()) return;
        ObjectNode domains = json.putObject("measured");
        new TreeMap<>(profile.skills().domains())
                .forEach((domain, skill) -> domains.putObject(domain)
                        .put("prompts", skill.prompts())
                        .put("right", skill.right()));
    }

    private static ObjectNode price(Price price, Facts facts) {
        ObjectNode json = JSON.objectNode().put("input", price.input()).put("output", price.output());
        put(json, "cachedInput", price.cachedInput());
        put(json, "cacheWrite", price.cacheWrite());
        put(json, "reasoning", price.reasoning());
        price.above().ifPresent(longer -> {
            ObjectNode above = json.putObject("above")
                    .put("tokens", longer.tokens())
                    .put("input", longer.input())
                    .put("output", longer.output());
            put(above, "cachedInput", longer.cachedInput());
            put(above, "cacheWrite", longer.cacheWrite());
        });
        facts.priced().ifPresent(source -> json.put("source", source));
        return json;
    }

    private static ObjectNode listed(Listed listed) {
        ObjectNode json = JSON.objectNode();
        listed.reads().ifPresent(tokens -> json.put("reads", tokens));
        listed.writes().ifPresent(tokens -> json.put("writes", tokens));
        put(json, "can", listed.can().stream().map(ModelsJson::word).toList());
        return json;
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static void put(ObjectNode json, String key, OptionalDouble number) {
        number.ifPresent(known -> json.put(key, known));
    }

    private static void put(ObjectNode json, String key, Collection<String> texts) {
        if (texts.isEmpty()) return;
        ArrayNode list = json.putArray(key);
        texts.forEach(list::add);
    }

    private static void put(ObjectNode json, String key, Map<String, Double> numbers) {
        if (numbers.isEmpty()) return;
        ObjectNode map = json.putObject(key);
        new TreeMap<>(numbers).forEach(map::put);
    }
}
