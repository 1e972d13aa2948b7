package dev.outrigger.dialect.bedrock;

import dev.outrigger.chat.Splice;
import dev.outrigger.chat.Thinking;
import dev.outrigger.dialect.Inbound;
import dev.outrigger.dialect.Rewrite;
import dev.outrigger.dialect.ToolLoop;
import dev.outrigger.dialect.json.FieldPath;
import dev.outrigger.dialect.json.JsonBounds;
import dev.outrigger.dialect.json.JsonEdit;
import dev.outrigger.dialect.json.JsonScan;
import dev.outrigger.dialect.json.JsonValue;
import java.util.SortedSet;

/** Writes a request for upstream of the same dialect, in the app's own bytes. The model's name is in the path. */
final class BedrockRewrite {
    private static final String THINKING = BedrockExtras.FIELD + ".thinking";

    private BedrockRewrite() {}

    static Splice apply(Inbound inbound, Rewrite rewrite) {
        JsonEdit edit = new JsonEdit(inbound.text());
        if (rewrite.forgets(inbound)) forget(inbound, edit);
        if (mustNotThink(inbound, rewrite)) edit.remove(FieldPath.of(THINKING));
        rewrite.write(edit);
        return edit.apply();
    }

    /** Beside what the rewrite leaves out, thoughts, and the wish to think on where there are none then. */
    static SortedSet<String> dropped(Inbound inbound, Rewrite rewrite, String thoughts) {
        SortedSet<String> dropped = rewrite.dropped(inbound);
        if (rewrite.forgets(inbound)) dropped.add(thoughts);
        if (mustNotThink(inbound, rewrite)) dropped.add(THINKING);
        return dropped;
    }

    static boolean explains(Rewrite rewrite, Inbound inbound) {
        return rewrite.touches(inbound);
    }

    private static void forget(Inbound inbound, JsonEdit edit) {
        JsonValue messages =
                JsonScan.object(inbound.text().source(), JsonBounds.REQUEST).get("messages");
        for (JsonValue message : messages) edit.removeItems(message.get("content"), BedrockRewrite::isThought);
        edit.removeItems(messages, message -> isThoughtAlone(message.get("content")));
    }

    private static boolean isThought(JsonValue block) {
        return block.has("reasoningContent");
    }

    /** A message of nothing else is none. */
    private static boolean isThoughtAlone(JsonValue content) {
        boolean any = false;
        for (JsonValue block : content) {
            if (!isThought(block)) return false;
            any = true;
        }
        return any;
    }

    /** With a budget, Claude wants a turn that tools have answered to begin with thoughts of its own. */
    private static boolean mustNotThink(Inbound inbound, Rewrite rewrite) {
        return rewrite.forgets(inbound)
                && BedrockFamily.of(rewrite.model()) == BedrockFamily.CLAUDE
                && inbound.request()
                        .thinking()
                        .filter(Thinking.Budget.class::isInstance)
                        .isPresent()
                && ToolLoop.isOpen(inbound.request().messages());
    }
}
