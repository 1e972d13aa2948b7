package dev.outrigger.dialect;

import dev.outrigger.chat.Bytes;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a refusal teaches of its model: a field that it does not take, and the name it knows it by, if it said one. Only
 * wishes are learned, without which the answer is still the one that was asked for.
 *
 * @param field a top-level field of the request that was refused
 * @param instead its other name; absent when it is to be left out
 */
public record Lesson(String field, Optional<String> instead) {
    /** Spellings of fields that may be left out, of any vendor. */
    private static final Set<String> WISHES = Set.of(
            "temperature",
            "top_p",
            "top_k",
            "min_p",
            "seed",
            "presence_penalty",
            "frequency_penalty",
            "repetition_penalty",
            "parallel_tool_calls",
            "reasoning_effort",
            "verbosity",
            "stream_options",
            "user",
            "metadata",
            "store",
            "service_tier",
            "safety_identifier",
            "prompt_cache_key");

    /** Two names of one bound. */
    private static final Set<String> BOUNDS = Set.of("max_tokens", "max_completion_tokens");

    private static final Set<String> CODES =
            Set.of("unsupported_parameter", "unknown_parameter", "unsupported_value", "extra_forbidden");

    private static final Pattern INSTEAD = Pattern.compile("use ['\"`]([a-z_]{1,64})['\"`] instead");

    private static final Pattern FIELD = Pattern.compile("(?:unsupported|unknown|unrecognized|unexpected|invalid)"
            + "(?: request)?(?: parameter| argument| field| name)(?: supplied)?:? ['\"`]?([a-z_]{1,64})"
            + "|['\"`]([a-z_]{1,64})['\"`](?: parameter)?(?: is| are)? (?:not supported|unsupported|not allowed|deprecated)"
            + "|^([a-z_]{1,64}): (?:extra inputs|unknown field)"
            + "|does not support(?: the)?(?: parameter)? ['\"`]?([a-z_]{1,64})");

    /** Of a refusal, if it names a field that can do without. */
    public static Optional<Lesson> of(Bytes refusal) {
        ErrorWords words = ErrorWords.read(refusal);
        Optional<String> field = field(words).filter(name -> WISHES.contains(name) || BOUNDS.contains(name));
        if (field.isEmpty()) return Optional.empty();
        Matcher instead = INSTEAD.matcher(words.message());
        Optional<String> other = instead.find() ? Optional.of(instead.group(1)) : Optional.empty();
        if (BOUNDS.contains(field.get()))
            return other.filter(BOUNDS::contains)
                    .filter(name -> !name.equals(field.get()))
                    .map(name -> new Lesson(field.get(), Optional.of(name)));
        return field.map(name -> new Lesson(name, Optional.empty()));
    }

    private static Optional<String> field(ErrorWords words) {
        String param = words.node().path("param").asText("").toLowerCase(Locale.ROOT);
        if (CODES.contains(words.code()) && !param.isEmpty()) return Optional.of(param);
        Matcher named = FIELD.matcher(words.message());
        if (!named.find()) return Optional.empty();
        for (int group = 1; group <= named.groupCount(); group++)
            if (named.group(group) != null) return Optional.of(named.group(group));
        return Optional.empty();
    }
}
