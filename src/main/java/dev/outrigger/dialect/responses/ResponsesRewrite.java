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
import java.util.Optional;
import java.util.SortedSet;

/** Writes a request for upstream of the same dialect, in the app's own bytes. */
final class ResponsesRewrite {
    private static final String INPUT = "input";

    private ResponsesRewrite() {}

    static Splice apply(Inbound inbound, Rewrite rewrite) {
        JsonEdit edit = new JsonEdit(inbound.text());
        if (!inbound.request().model().equals(rewrite.model()))
            edit.set("model", Json.quote(rewrite.model().value()));
        inputWithout(inbound.text()).ifPresent(input -> edit.set(INPUT, input));
        rewrite.write(edit);
        return edit.apply();
    }

    static boolean explains(Rewrite rewrite, Inbound inbound) {
        return rewrite.touches(inbound);
    }

    /** Beside what the rewrite leaves out, what other vendors' models thought. */
    static SortedSet<String> dropped(Inbound inbound, Rewrite rewrite, String thoughts) {
        SortedSet<String> dropped = rewrite.dropped(inbound);
        if (inputWithout(inbound.text()).isPresent()) dropped.add(thoughts);
        return dropped;
    }

    /**
     * The input without what other vendors' models thought, as JSON; absent when there is none of that. It was told as
     * reasoning of this dialect; the vendor would look for it among its own, and refuse the request.
     */
    private static Optional<String> inputWithout(JsonObjectText text) {
        Bytes raw = text.raw();
        if (!mentions(raw, "rs_outrigger_")) return Optional.empty();
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
        return cut ? Optional.of("[" + String.join(",", kept) + "]") : Optional.empty();
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
