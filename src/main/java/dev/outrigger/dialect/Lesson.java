package dev.outrigger.dialect;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.ModelName;
import dev.outrigger.dialect.json.FieldPath;
import dev.outrigger.dialect.json.Json;
import dev.outrigger.dialect.json.JsonBounds;
import dev.outrigger.dialect.json.JsonEdit;
import dev.outrigger.dialect.json.JsonObjectText;
import dev.outrigger.dialect.json.NameCase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a refusal teaches of its model: a field that it does not take, or not with this value or beside another, and the
 * name it knows it by, if it said one. Only
 * wishes are learned, without which the answer is still the one that was asked for: those that have a word in the
 * vocabulary stand here, and a vendor's own fields are what its dialect says of them.
 *
 * @param field of the request that was refused, as a {@link FieldPath}
 * @param instead its other name; absent when it is to be left out
 * @param when the requests of which it is true; in every one where the field has another name
 */
public record Lesson(String field, Optional<String> instead, When when) {
    /** Longer requests are not read again: the next one teaches the same. */
    public static final int MAX_BYTES = 4 << 20;

    /** The fields that ask for a stream's usage. */
    public static final Set<String> ASKS_USAGE = Set.of("stream_options", "stream_options.include_usage");

    /** How tokens are drawn, in any vendor's spelling. */
    private static final Set<String> DRAWS = Set.of(
            "temperature",
            "top_p",
            "top_k",
            "min_p",
            "seed",
            "presence_penalty",
            "frequency_penalty",
            "repetition_penalty",
            "repeat_penalty");

    /** Objects whose fields those are, beside the request itself. */
    private static final Set<String> HOLDERS =
            Set.of("generation_config.", "options.", "inference_config.", "additional_model_request_fields.");

    /** Others that may be left out, of any vendor, in snake case. */
    private static final Set<String> WISHES = Set.of(
            "parallel_tool_calls",
            "think",
            "thinking",
            "thinking.display",
            "additional_model_request_fields.thinking",
            "reasoning",
            "reasoning.effort",
            "reasoning.summary",
            "reasoning.generate_summary",
            "reasoning_effort",
            "output_config.effort",
            "generation_config.thinking_config",
            "generation_config.thinking_config.thinking_level",
            "generation_config.thinking_config.thinking_budget",
            "generation_config.thinking_config.include_thoughts",
            "verbosity",
            "text.verbosity",
            "user",
            "metadata",
            "store",
            "service_tier",
            "safety_identifier",
            "prompt_cache_key",
            "response_format.json_schema.strict",
            "text.format.strict",
            "tools[].strict",
            "tools[].function.strict",
            "messages[].name",
            "messages[].reasoning",
            "messages[].reasoning_content",
            "messages[].content[].cache_control",
            "messages[].content[].prompt_cache_breakpoint",
            "input[].content[].prompt_cache_breakpoint",
            "system[].cache_control",
            "tools[].cache_control",
            "contents[].parts[].function_call.id",
            "contents[].parts[].function_response.id");

    /** Two names of one bound. */
    private static final Set<String> BOUNDS = Set.of("max_tokens", "max_completion_tokens");

    private static final Pattern INSTEAD = Pattern.compile("use ['\"`]([a-z_]{1,64})['\"`] instead");

    /**
     * Of a refusal, what it names of the request that can do without.
     *
     * @param sent the request as upstream got it, in this dialect
     */
    public static List<Lesson> of(Bytes refusal, Bytes sent, Dialect dialect) {
        ErrorWords words = ErrorWords.read(refusal);
        List<Refused> refused = RefusedFields.of(words);
        if (refused.isEmpty() || sent.size() > MAX_BYTES) return List.of();
        JsonObjectText text;
        try {
            text = JsonObjectText.read(sent, JsonBounds.WRITTEN).text();
        } catch (Json.Unfit unreadable) {
            return List.of();
        }
        Matcher said = INSTEAD.matcher(words.message());
        Optional<String> instead = said.find() ? Optional.of(said.group(1)) : Optional.empty();
        List<Lesson> lessons = new ArrayList<>();
        for (Refused one : refused)
            one.path(text)
                    .map(FieldPath::toString)
                    .flatMap(field -> one.when(text).flatMap(when -> lesson(field, instead, when, text, dialect)))
                    .filter(lesson -> !lessons.contains(lesson))
                    .ifPresent(lessons::add);
        return lessons;
    }

    private static Optional<Lesson> lesson(
            String field, Optional<String> instead, When when, JsonObjectText sent, Dialect dialect) {
        if (BOUNDS.contains(field))
            return instead.filter(BOUNDS::contains)
                    .filter(name -> !name.equals(field))
                    .map(name -> new Lesson(field, Optional.of(name), When.ALWAYS));
        return isWish(NameCase.snake(field)) || isVendors(field, sent, dialect)
                ? Optional.of(new Lesson(field, Optional.empty(), when))
                : Optional.empty();
    }

    private static boolean isWish(String field) {
        if (DRAWS.contains(field) || WISHES.contains(field) || ASKS_USAGE.contains(field)) return true;
        return HOLDERS.stream()
                .anyMatch(holder -> field.startsWith(holder) && DRAWS.contains(field.substring(holder.length())));
    }

    /** Whether it is one of the vendor's own that may be left out, as when the request is said in other words. */
    private static boolean isVendors(String field, JsonObjectText sent, Dialect dialect) {
        if (dialect.changesMeaning(field)) return false;
        // One that asks for nothing, such as null, is not among the vendor's until it asks for something.
        return isVendors(field, sent.raw(), dialect)
                || (sent.has(field)
                        && isVendors(
                                field,
                                new JsonEdit(sent).set(field, "1").apply().joined(),
                                dialect));
    }

    private static boolean isVendors(String field, Bytes sent, Dialect dialect) {
        Endpoint.Chat at = dialect.chatAt(new ModelName("any"));
        return dialect.decodeRequest(at, sent) instanceof Dialect.Reading.Read(Inbound inbound)
                && inbound.request().vendorFields().contains(field);
    }
}
