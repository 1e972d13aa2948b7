package dev.outrigger.dialect.gemini;

import dev.outrigger.chat.ModelName;
import dev.outrigger.dialect.Inbound;
import dev.outrigger.dialect.json.Json;
import dev.outrigger.dialect.json.JsonBounds;
import dev.outrigger.dialect.json.JsonEdit;
import dev.outrigger.dialect.json.JsonScan;
import dev.outrigger.dialect.json.JsonValue;

/**
 * Leaves out of an app's own request what another model thought: thoughts, and the signatures on what was said after them.
 * A model that wants its calls signed gets an excuse in place of the signature.
 */
final class GeminiForgetting {
    private static final String SIGNATURE = "thoughtSignature";

    private final boolean wantsSignatures;

    GeminiForgetting(ModelName model) {
        this.wantsSignatures = new GeminiModel(model).wantsSignatures();
    }

    void write(Inbound inbound, JsonEdit edit) {
        JsonValue contents =
                JsonScan.object(inbound.text().source(), JsonBounds.REQUEST).get("contents");
        for (JsonValue content : Listed.of(contents)) forget(content.get("parts"), edit);
        edit.removeItems(contents, content -> isThoughtAlone(content.get("parts")));
    }

    private void forget(JsonValue parts, JsonEdit edit) {
        edit.removeItems(parts, GeminiForgetting::isThought);
        boolean called = false;
        for (JsonValue part : Listed.of(parts)) {
            JsonValue signature = Spelling.get(part, SIGNATURE);
            boolean calls = !Spelling.get(part, "functionCall").isMissing();
            // The first call of a turn bears the signature of all.
            boolean excused = wantsSignatures && calls && !called;
            called |= calls;
            if (signature.isMissing()) continue;
            if (excused) edit.replace(signature, Json.quote(GeminiTurnWriter.UNSIGNED));
            else edit.removeIn(part, SIGNATURE).removeIn(part, Spelling.snake(SIGNATURE));
        }
    }

    /** A signature may stand on an empty text, where it has no other place. */
    private static boolean isThought(JsonValue part) {
        boolean holdsSignature = !Spelling.get(part, SIGNATURE).isMissing()
                && part.get("text").isText()
                && part.get("text").passage().isEmpty();
        return part.get("thought").isTrue() || holdsSignature;
    }

    private static boolean isThoughtAlone(JsonValue parts) {
        boolean any = false;
        for (JsonValue part : Listed.of(parts)) {
            if (!isThought(part)) return false;
            any = true;
        }
        return any;
    }
}
