package dev.outrigger.engine.grammar;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * A schema, and a maker of values that it means, with members in the order that is promised.
 */
record Sample(ObjectNode schema, Function<RandomGenerator, JsonNode> values) {
    JsonNode value(RandomGenerator random) {
        return values.apply(random);
    }

    static <T> T pick(RandomGenerator random, List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
