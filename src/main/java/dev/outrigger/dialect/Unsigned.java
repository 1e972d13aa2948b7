package dev.outrigger.dialect;

import dev.outrigger.chat.Part;
import dev.outrigger.dialect.json.JsonBounds;
import dev.outrigger.dialect.json.JsonEdit;
import dev.outrigger.dialect.json.JsonScan;
import dev.outrigger.dialect.json.JsonValue;
import java.util.function.Predicate;

/**
 * Thoughts that are left out of a request to a vendor that signs them. Those of other vendors' models always: an app gets
 * them as this vendor's and sends them back on its next turn, and the vendor refuses what it has not signed, so they bear a
 * mark in place of a signature, by which they are found. All of them where another model goes on.
 *
 * @param isThought whether a block of a message is reasoning
 * @param isMarked whether that bears the mark
 */
public record Unsigned(Predicate<JsonValue> isThought, Predicate<JsonValue> isMarked) {
    /** In place of a signature; no vendor's, whose are in base64. */
    public static final String MARK = "outrigger:unsigned";

    public static boolean isMark(JsonValue signature) {
        return signature.says(MARK);
    }

    /** Leaves them out of the messages; a message of nothing else is none. Whether there were any. */
    public boolean leaveOut(Inbound inbound, Rewrite rewrite, JsonEdit edit) {
        boolean all = rewrite.forgets(inbound);
        if (!all && !hasUnsigned(inbound)) return false;
        Predicate<JsonValue> goes = all ? isThought : isMarked;
        JsonValue messages =
                JsonScan.object(inbound.text().source(), JsonBounds.REQUEST).get("messages");
        boolean found = false;
        for (JsonValue message : messages) {
            found |= holds(message, goes);
            edit.removeItems(message.get("content"), goes);
        }
        edit.removeItems(messages, message -> isNothingElse(message, goes));
        return found;
    }

    private static boolean hasUnsigned(Inbound inbound) {
        return inbound.request().messages().stream()
                .flatMap(message -> message.parts().stream())
                .anyMatch(part -> part instanceof Part.Reasoning thought
                        && thought.signature().isEmpty());
    }

    private static boolean holds(JsonValue message, Predicate<JsonValue> goes) {
        for (JsonValue block : message.get("content")) if (goes.test(block)) return true;
        return false;
    }

    private static boolean isNothingElse(JsonValue message, Predicate<JsonValue> goes) {
        boolean any = false;
        for (JsonValue block : message.get("content")) {
            if (!goes.test(block)) return false;
            any = true;
        }
        return any;
    }
}
