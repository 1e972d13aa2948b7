package dev.outrigger.engine.grammar;

import static dev.outrigger.engine.grammar.Sample.pick;
import static dev.outrigger.engine.grammar.ScalarSamples.NODES;
import static dev.outrigger.engine.grammar.ScalarSamples.type;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Random schemas of all kinds, up to some levels deep, each with values of it. */
final class SchemaSamples {
    private static final List<String> NAMES = List.of("a", "ab", "b", "name", "na\"me", "é", "", "x_", "kind");

    private SchemaSamples() {}

    static Sample of(long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        return random.nextInt(5) == 0 ? recursive(random) : of(random, 3);
    }

    private static Sample of(RandomGenerator random, int levels) {
        if (levels == 0) return ScalarSamples.of(random);
        return switch (random.nextInt(8)) {
            case 0, 1, 2 -> object(random, levels);
            case 3 -> array(random, levels);
            case 4 -> anyOf(random, levels);
            case 5 -> oneOf(random, levels);
            case 6 -> allOf(random, levels);
            default -> ScalarSamples.of(random);
        };
    }

    private record Member(String name, Sample sample, boolean isRequired) {}

    private static List<Member> members(RandomGenerator random, int levels, List<String> names) {
        List<String> left = new ArrayList<>(names);
        List<Member> members = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0 && !left.isEmpty(); i--) {
            String name = left.remove(random.nextInt(left.size()));
            members.add(new Member(name, of(random, levels - 1), random.nextBoolean()));
        }
        return members;
    }

    private static ObjectNode schema(List<Member> members) {
        ObjectNode schema = type("object");
        ObjectNode properties = schema.putObject("properties");
        ArrayNode required = schema.putArray("required");
        for (Member member : members) {
            properties.set(member.name(), member.sample().schema());
            if (member.isRequired()) required.add(member.name());
        }
        return schema;
    }

    private static void fill(ObjectNode value, List<Member> members, RandomGenerator random) {
        for (Member member : members)
            if (member.isRequired() || random.nextBoolean())
                value.set(member.name(), member.sample().value(random));
    }

    private static Sample object(RandomGenerator random, int levels) {
        List<Member> members = members(random, levels, NAMES);
        ObjectNode schema = schema(members);
        Sample others = of(random, levels - 1);
        boolean areOpen = random.nextBoolean();
        boolean havePattern = random.nextInt(3) == 0;
        if (areOpen) schema.set("additionalProperties", others.schema());
        else if (random.nextBoolean()) schema.put("additionalProperties", false);
        // The known name that matches has the pattern's schema too, which is the same.
        if (havePattern) schema.putObject("patternProperties").set("^p[0-9]$", others.schema());
        return new Sample(schema, r -> {
            ObjectNode value = NODES.objectNode();
            fill(value, members, r);
            for (int i = 0; i < r.nextInt(3); i++) {
                if (areOpen) value.set("other" + i, others.value(r));
                if (havePattern) value.set("p" + i, others.value(r));
            }
            return value;
        });
    }

    private static Sample array(RandomGenerator random, int levels) {
        Sample items = of(random, levels - 1);
        ObjectNode schema = type("array");
        schema.set("items", items.schema());
        int low = random.nextInt(3);
        int high = low + random.nextInt(3);
        schema.put("minItems", low).put("maxItems", high);
        Sample first = of(random, levels - 1);
        boolean hasFirst = low > 0 && random.nextBoolean();
        if (hasFirst) schema.putArray("prefixItems").add(first.schema());
        return new Sample(schema, r -> {
            ArrayNode value = NODES.arrayNode();
            for (int i = r.nextInt(low, high + 1); i > 0; i--)
                value.add((hasFirst && value.isEmpty() ? first : items).value(r));
            return value;
        });
    }

    private static Sample anyOf(RandomGenerator random, int levels) {
        List<Sample> branches = new ArrayList<>();
        for (int i = 0; i < 2 + random.nextInt(2); i++) branches.add(of(random, levels - 1));
        ObjectNode schema = NODES.objectNode();
        ArrayNode list = schema.putArray("anyOf");
        for (Sample branch : branches) list.add(branch.schema());
        return new Sample(schema, r -> pick(r, branches).value(r));
    }

    /** Told apart by their types, and objects by a constant. */
    private static Sample oneOf(RandomGenerator random, int levels) {
        List<Sample> branches = new ArrayList<>(
                List.of(ScalarSamples.integers(random), ScalarSamples.strings(random), array(random, levels)));
        for (String kind : List.of("cat", "dog")) {
            List<Member> members = new ArrayList<>(members(random, levels, NAMES.subList(0, 8)));
            ObjectNode constant = NODES.objectNode().put("const", kind);
            members.add(new Member("kind", new Sample(constant, r -> NODES.textNode(kind)), true));
            branches.add(new Sample(schema(members), r -> {
                ObjectNode value = NODES.objectNode();
                fill(value, members, r);
                return value;
            }));
        }
        ObjectNode schema = NODES.objectNode();
        ArrayNode list = schema.putArray("oneOf");
        for (Sample branch : branches) list.add(branch.schema());
        return new Sample(schema, r -> pick(r, branches).value(r));
    }

    private static Sample allOf(RandomGenerator random, int levels) {
        List<Member> own = members(random, levels, NAMES.subList(0, 3));
        List<Member> more = members(random, levels, NAMES.subList(3, 6));
        ObjectNode schema = schema(own);
        schema.putArray("allOf").add(schema(more)).add(NODES.booleanNode(true));
        return new Sample(schema, r -> {
            ObjectNode value = NODES.objectNode();
            fill(value, own, r);
            fill(value, more, r);
            return value;
        });
    }

    /** A tree of nodes, each with a value and maybe others below it. */
    private static Sample recursive(RandomGenerator random) {
        Sample value = of(random, 1);
        ObjectNode schema = NODES.objectNode();
        schema.put("$ref", "#/$defs/a~1node");
        ObjectNode node = schema.putObject("$defs").putObject("a/node").put("type", "object");
        ObjectNode properties = node.putObject("properties");
        properties.set("value", value.schema());
        properties
                .putObject("next")
                .putArray("anyOf")
                .add(type("null"))
                .add(NODES.objectNode().put("$ref", "#"));
        properties.putObject("below").put("type", "array").putObject("items").put("$ref", "#/$defs/a~1node");
        node.putArray("required").add("value").add("next");
        return new Sample(schema, r -> node(value, r, 3));
    }

    private static JsonNode node(Sample value, RandomGenerator random, int levels) {
        ObjectNode node = NODES.objectNode();
        node.set("value", value.value(random));
        node.set("next", levels == 0 || random.nextBoolean() ? NODES.nullNode() : node(value, random, levels - 1));
        ArrayNode below = NODES.arrayNode();
        if (levels > 0) for (int i = 0; i < random.nextInt(3); i++) below.add(node(value, random, levels - 1));
        if (random.nextBoolean()) node.set("below", below);
        return node;
    }
}
