package dev.outrigger.dialect.openai;

import dev.outrigger.chat.LogitBias;
import dev.outrigger.dialect.VendorFields;
import dev.outrigger.dialect.json.JsonValue;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Reads {@code logit_bias}: an object from ids of tokens, in quotes, to numbers. What has another form is a compatible
 * server's own, and so is not read. Whether the ids and numbers are good, only who heeds them can tell.
 */
final class OpenAiBias {
    /** Of those beyond, one tells as much as all: that there are too many. */
    static final int MOST = 1_025;

    /** Digits of the longest id that is read. */
    private static final int MOST_DIGITS = 9;

    private OpenAiBias() {}

    static LogitBias decode(JsonValue value, VendorFields vendor) {
        Map<Integer, Double> read = new HashMap<>();
        boolean[] isOwn = {!value.isObject()};
        value.forEachField((name, bias) -> {
            OptionalInt token = token(name.text());
            if (token.isEmpty() || !bias.isNumber() || !Double.isFinite(bias.number())) isOwn[0] = true;
            else if (read.size() < MOST) read.put(token.getAsInt(), bias.number());
        });
        if (!isOwn[0]) return LogitBias.of(read);
        vendor.addAsked("", "logit_bias", value);
        return LogitBias.NONE;
    }

    private static OptionalInt token(String digits) {
        boolean isNumber = !digits.isEmpty()
                && digits.length() <= MOST_DIGITS
                && digits.chars().allMatch(digit -> digit >= '0' && digit <= '9');
        return isNumber ? OptionalInt.of(Integer.parseInt(digits)) : OptionalInt.empty();
    }
}
