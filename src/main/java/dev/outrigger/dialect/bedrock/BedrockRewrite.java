package dev.outrigger.dialect.bedrock;

import dev.outrigger.chat.Splice;
import dev.outrigger.chat.Thinking;
import dev.outrigger.dialect.Inbound;
import dev.outrigger.dialect.Rewrite;
import dev.outrigger.dialect.ToolLoop;
import dev.outrigger.dialect.Unsigned;
import dev.outrigger.dialect.json.FieldPath;
import dev.outrigger.dialect.json.JsonEdit;
import java.util.SortedSet;

/** Writes a request for upstream of the same dialect, in the app's own bytes. The model's name is in the path. */
final class BedrockRewrite {
    private static final String THINKING = BedrockExtras.FIELD + ".thinking";

    private static final Unsigned UNSIGNED = new Unsigned(
            block -> block.has("reasoningContent"),
            block -> Unsigned.isMark(
                    block.get("reasoningContent").get("reasoningText").get("signature")));

    private BedrockRewrite() {}

    static Splice apply(Inbound inbound, Rewrite rewrite) {
        JsonEdit edit = new JsonEdit(inbound.text());
        boolean forgets = UNSIGNED.leaveOut(inbound, rewrite, edit);
        if (forgets && mustNotThink(inbound, rewrite)) edit.remove(FieldPath.of(THINKING));
        rewrite.write(edit);
        return edit.apply();
    }

    /** Beside what the rewrite leaves out, thoughts, and the wish to think on where there are none then. */
    static SortedSet<String> dropped(Inbound inbound, Rewrite rewrite, String thoughts) {
        SortedSet<String> dropped = rewrite.dropped(inbound);
        if (!UNSIGNED.leaveOut(inbound, rewrite, new JsonEdit(inbound.text()))) return dropped;
        dropped.add(thoughts);
        if (mustNotThink(inbound, rewrite)) dropped.add(THINKING);
        return dropped;
    }

    static boolean explains(Rewrite rewrite, Inbound inbound) {
        return rewrite.touches(inbound);
    }

    /** With a budget, Claude wants a turn that tools have answered to begin with thoughts of its own. */
    private static boolean mustNotThink(Inbound inbound, Rewrite rewrite) {
        boolean forgets = rewrite.forgets(inbound);
        return BedrockFamily.of(rewrite.model()) == BedrockFamily.CLAUDE
                && inbound.request()
                        .thinking()
                        .filter(Thinking.Budget.class::isInstance)
                        .isPresent()
                && ToolLoop.isWithoutThought(
                        inbound.request().messages(), seal -> !forgets && BedrockWords.isOurs(seal));
    }
}
