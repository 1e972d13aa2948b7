package dev.outrigger.dialect.bedrock;

import dev.outrigger.chat.Splice;
import dev.outrigger.dialect.Inbound;
import dev.outrigger.dialect.Rewrite;
import dev.outrigger.dialect.json.JsonEdit;

/** Writes a request for upstream of the same dialect, in the app's own bytes. The model's name is in the path. */
final class BedrockRewrite {
    private BedrockRewrite() {}

    static Splice apply(Inbound inbound, Rewrite rewrite) {
        JsonEdit edit = new JsonEdit(inbound.text());
        rewrite.write(edit);
        return edit.apply();
    }

    static boolean explains(Rewrite rewrite, Inbound inbound) {
        return rewrite.touches(inbound);
    }
}
