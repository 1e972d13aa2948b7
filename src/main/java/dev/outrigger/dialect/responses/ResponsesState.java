package dev.outrigger.dialect.responses;

import dev.outrigger.chat.ModelName;
import dev.outrigger.dialect.json.Json;
import dev.outrigger.dialect.json.JsonObjectText;
import dev.outrigger.dialect.json.JsonValue;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether a request leaves state with its vendor, or speaks of some that is there. */
final class ResponsesState {
    private static final String PREVIOUS = "previous_response_id";

    private ResponsesState() {}

    /**
     * Whether it does, so that only the owner can answer it.
     *
     * @throws Json.Unfit when it speaks of something that was made here, which nobody has
     */
    static boolean isIn(JsonObjectText.Parsed object) {
        object.value(PREVIOUS).ifPresent(id -> refuseOurs(PREVIOUS, id));
        boolean refers = refers(object.value("input").orElse(JsonValue.MISSING));
        return refers
                || object.value("background").map(JsonValue::isTrue).orElse(false)
                || Stream.of(PREVIOUS, "conversation", "prompt")
                        .anyMatch(name -> object.value(name).isPresent());
    }

    /** The model that such a request names; a stored prompt may name it instead. */
    static Optional<ModelName> model(JsonObjectText.Parsed object) {
        return object.value("model")
                .filter(JsonValue::isText)
                .map(JsonValue::text)
                .filter(name -> !name.isBlank() && name.length() <= Json.MAX_NAME_CHARS)
                .filter(name -> name.chars().noneMatch(Character::isISOControl))
                .map(ModelName::new);
    }

    private static boolean refers(JsonValue input) {
        boolean refers = false;
        for (JsonValue item : input) {
            if (!isReference(item)) continue;
            refuseOurs("input[].id", item.get("id"));
            refers = true;
        }
        return refers;
    }

    /** Its type may be left out. */
    private static boolean isReference(JsonValue item) {
        return item.has("type")
                ? item.get("type").says("item_reference")
                : item.get("id").isText() && !item.has("role");
    }

    private static void refuseOurs(String name, JsonValue id) {
        if (ResponsesIds.areOurs(id.text()))
            throw new Json.Unfit(name + " must not name what was made here: " + ResponsesIds.NOT_KEPT);
    }
}
