package dev.outrigger.dialect.responses;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Splice;
import dev.outrigger.dialect.Inbound;
import dev.outrigger.dialect.Rewrite;
import dev.outrigger.dialect.json.Json;
import dev.outrigger.dialect.json.JsonBounds;
import dev.outrigger.dialect.json.JsonEdit;
import dev.outrigger.dialect.json.JsonScan;
import dev.outrigger.dialect.json.JsonValue;
import java.util.SortedSet;
import java.util.function.Predicate;

/** Writes a request for upstream of the same dialect, in the app's own bytes. */
final class ResponsesRewrite {
    private static final String INPUT = "input";

    private ResponsesRewrite() {}

    static Splice apply(Inbound inbound, Rewrite rewrite) {
        JsonEdit edit = new JsonEdit(inbound.text());
        if (!inbound.request().model().equals(rewrite.model()))
            edit.set("model", Json.quote(rewrite.model().value()));
        leaveOut(inbound, rewrite, edit);
        rewrite.write(edit);
        return edit.apply();
    }

    static boolean explains(Rewrite rewrite, Inbound inbound) {
        return rewrite.touches(inbound);
    }

    /** Beside what the rewrite leaves out, thoughts. */
    static SortedSet<String> dropped(Inbound inbound, Rewrite rewrite, String thoughts) {
        SortedSet<String> dropped = rewrite.dropped(inbound);
        if (leaveOut(inbound, rewrite, new JsonEdit(inbound.text()))) dropped.add(thoughts);
        return dropped;
    }

    /**
     * Leaves out what other vendors' models thought, which was told as reasoning of this dialect: the vendor would look for
     * it among its own, and refuse the request. And all reasoning where another model goes on. Whether there was any.
     */
    private static boolean leaveOut(Inbound inbound, Rewrite rewrite, JsonEdit edit) {
        boolean all = rewrite.reasoning() == Rewrite.Reasoning.LEFT_OUT;
        if (!mentions(inbound.raw(), all ? "reasoning" : "rs_outrigger_")) return false;
        Predicate<JsonValue> goes = item -> item.get("type").says("reasoning")
                && (all || ResponsesIds.areOurs(item.get("id").text()));
        JsonValue input =
                JsonScan.object(inbound.text().source(), JsonBounds.REQUEST).get(INPUT);
        boolean found = false;
        for (JsonValue item : input) found |= goes.test(item);
        if (!found) return false;
        edit.removeItems(input, goes);
        if (all) for (JsonValue item : input) if (isSaid(item)) edit.removeIn(item, "id");
        return true;
    }

    /** By its id the vendor would find what it had thought before it, and miss that. */
    private static boolean isSaid(JsonValue item) {
        JsonValue type = item.get("type");
        return type.says("function_call") || type.says("custom_tool_call") || type.says("message");
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
