package dev.outrigger.dialect.anthropic;

import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Splice;
import dev.outrigger.chat.Thinking;
import dev.outrigger.dialect.Inbound;
import dev.outrigger.dialect.Rewrite;
import dev.outrigger.dialect.ToolLoop;
import dev.outrigger.dialect.Unsigned;
import dev.outrigger.dialect.json.FieldPath;
import dev.outrigger.dialect.json.Json;
import dev.outrigger.dialect.json.JsonEdit;
import java.util.SortedSet;

/** Writes a request for upstream of the same dialect, in the app's own bytes. Its streams always tell their usage. */
final class AnthropicRewrite {
    private static final String THINKING = "thinking";

    private static final Unsigned UNSIGNED = new Unsigned(
            block -> block.get("type").says("thinking") || block.get("type").says("redacted_thinking"),
            block -> Unsigned.isMark(block.get("signature")));

    private AnthropicRewrite() {}

    static Splice apply(Inbound inbound, Rewrite rewrite) {
        return edit(inbound, rewrite).apply();
    }

    static JsonEdit edit(Inbound inbound, Rewrite rewrite) {
        JsonEdit edit = new JsonEdit(inbound.text());
        if (!inbound.request().model().equals(rewrite.model()))
            edit.set("model", Json.quote(rewrite.model().value()));
        boolean forgets = UNSIGNED.leaveOut(inbound, rewrite, edit);
        if (forgets && mustNotThink(inbound, rewrite)) edit.remove(FieldPath.of(THINKING));
        rewrite.write(edit);
        return edit;
    }

    /** Beside what the rewrite leaves out, thoughts, and the wish to think on where there are none then. */
    static SortedSet<String> dropped(Inbound inbound, Rewrite rewrite, String thoughts) {
        SortedSet<String> dropped = rewrite.dropped(inbound);
        if (!UNSIGNED.leaveOut(inbound, rewrite, new JsonEdit(inbound.text()))) return dropped;
        dropped.add(thoughts);
        if (mustNotThink(inbound, rewrite)) dropped.add(THINKING);
        return dropped;
    }

    /** With a budget, a turn that tools have answered must begin with thoughts of the vendor's own. */
    private static boolean mustNotThink(Inbound inbound, Rewrite rewrite) {
        ChatRequest request = inbound.request();
        boolean forgets = rewrite.forgets(inbound);
        return request.thinking().filter(Thinking.Budget.class::isInstance).isPresent()
                && ToolLoop.isWithoutThought(request.messages(), seal -> !forgets && AnthropicWords.isOurs(seal));
    }

    static boolean explains(Rewrite rewrite, Inbound inbound) {
        return rewrite.touches(inbound);
    }
}
