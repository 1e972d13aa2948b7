package dev.outrigger.dialect.bedrock;

import dev.outrigger.chat.Splice;
import dev.outrigger.dialect.Inbound;
import dev.outrigger.dialect.Rewrite;
import dev.outrigger.dialect.Unsigned;
import dev.outrigger.dialect.json.JsonEdit;
import java.util.Optional;
import java.util.SortedSet;

/** Writes a request for upstream of the same dialect, in the app's own bytes. The model's name is in the path. */
final class BedrockRewrite {
    private BedrockRewrite() {}

    static Splice apply(Inbound inbound, Rewrite rewrite) {
        JsonEdit edit = new JsonEdit(inbound.text());
        withoutOthers(inbound).ifPresent(messages -> edit.set("messages", messages));
        rewrite.write(edit);
        return edit.apply();
    }

    /** Beside what the rewrite leaves out, what other vendors' models thought. */
    static SortedSet<String> dropped(Inbound inbound, Rewrite rewrite, String thoughts) {
        SortedSet<String> dropped = rewrite.dropped(inbound);
        if (withoutOthers(inbound).isPresent()) dropped.add(thoughts);
        return dropped;
    }

    private static Optional<String> withoutOthers(Inbound inbound) {
        return Unsigned.messagesWithout(
                inbound,
                block -> Unsigned.isMark(
                        block.get("reasoningContent").get("reasoningText").get("signature")));
    }

    static boolean explains(Rewrite rewrite, Inbound inbound) {
        return rewrite.touches(inbound);
    }
}
