package dev.outrigger.dialect.responses;

import dev.outrigger.chat.ExchangeId;
import java.util.regex.Pattern;

/** Ids of answers that are made here, and of their items: they tell whose they are. */
final class ResponsesIds {
    /** What to do about one that comes back. */
    static final String NOT_KEPT =
            "answers that were made here are not stored, so the whole input must be sent instead";

    private static final Pattern OURS = Pattern.compile("[a-z]{2,8}_outrigger_.*");

    private ResponsesIds() {}

    static String response(ExchangeId id) {
        return "resp_outrigger_" + id.value();
    }

    /**
     * @param kind the vendor's prefix for this kind of item, for example {@code msg}
     * @param index where it stands in the answer
     */
    static String item(String kind, ExchangeId id, int index) {
        return kind + "_outrigger_" + id.value() + "_" + index;
    }

    static boolean areOurs(String id) {
        return OURS.matcher(id).matches();
    }
}
