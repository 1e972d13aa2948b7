package dev.outrigger.backend;

import dev.outrigger.chat.Failure;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The window that an upstream states when it refuses a request as too long. Without a number nothing is learned: a body
 * may be too large for other reasons than its tokens. Sources: error texts of OpenAI and vLLM ("maximum context length is
 * 8192 tokens"), Anthropic ("prompt is too long: 210000 tokens > 200000 maximum"), Gemini ("exceeds the maximum number of
 * tokens allowed (1048576)"), llama.cpp ("exceeds the available context size (4096 tokens)").
 */
final class StatedWindow {
    /** A smaller number is none of a window. */
    static final int LEAST = 256;

    private static final Pattern NUMBER = Pattern.compile(
            "(?:maximum (?:context|input) (?:length|size)(?: is| of)?|maximum number of (?:input )?tokens allowed|"
                    + "(?:context|token) (?:size|window|length|limit)(?: is| of)?|tokens >)\\s*\\(?(\\d[\\d,]{2,9})");

    private StatedWindow() {}

    static OptionalInt of(Failure.TooLong failure) {
        Matcher stated = NUMBER.matcher(failure.words().toLowerCase(Locale.ROOT));
        if (!stated.find()) return OptionalInt.empty();
        long tokens = Long.parseLong(stated.group(1).replace(",", ""));
        return tokens >= LEAST && tokens <= Integer.MAX_VALUE ? OptionalInt.of((int) tokens) : OptionalInt.empty();
    }
}
