package dev.outrigger.dialect.responses;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Splice;
import dev.outrigger.dialect.Inbound;
import dev.outrigger.dialect.Rewrite;
import dev.outrigger.dialect.json.Json;
import dev.outrigger.dialect.json.JsonEdit;
import dev.outrigger.dialect.json.JsonObjectText;
import dev.outrigger.dialect.json.JsonValue;
import java.util.ArrayList;
import java.util.List;

/** Writes a request for upstream of the same dialect, in the app's own bytes. */
final class ResponsesRewrite {
    private static final String INPUT = "input";

    private ResponsesRewrite() {}

    static Splice apply(Inbound inbound, Rewrite rewrite) {
        JsonEdit edit = new JsonEdit(inbound.text());
        if (!inbound.request().model().equals(rewrite.model()))
            edit.set("model", Json.quote(rewrite.model().value()));
        withoutOurThoughts(inbound.text(), edit);
        rewrite.write(edit);
        return edit.apply();
    }

    static boolean explains(Rewrite rewrite, Inbound inbound) {
        return rewrite.touches(inbound);
    }

    /**
     * What another vendor's model thought was told as reasoning of this dialect; the vendor would look for it among its
     * own, and refuse the request.
     */
    private static void withoutOurThoughts(JsonObjectText text, JsonEdit edit) {
        Bytes raw = text.raw();
        if (!mentions(raw, "rs_outrigger_")) return;
        JsonValue input = JsonObjectText.read(raw).value(INPUT).orElse(JsonValue.MISSING);
        List<String> kept = new ArrayList<>();
        boolean cut = false;
        for (JsonValue item : input) {
            if (item.get("type").says("reasoning")
                    && ResponsesIds.areOurs(item.get("id").text())) cut = true;
            else
                kept.add(Bytes.of(raw.backing(), item.start(), item.end() - item.start())
                        .utf8());
        }
        if (cut) edit.set(INPUT, "[" + String.join(",", kept) + "]");
    }

    private static boolean mentions(Bytes raw, String word) {
        byte[] bytes = raw.backing();
        int last = raw.from() + raw.size() - word.length();
        for (int at = raw.from(); at <= last; at++) {
            int matched = 0;
            while (matched < word.length() && bytes[at + matched] == word.charAt(matched)) matched++;
            if (matched == word.length()) return true;
        }
        return false;
    }
}
