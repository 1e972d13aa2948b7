package dev.outrigger.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The fields that a refusal says its model, or its server, does not take: as a parameter beside a code (OpenAI), before
 * what is wrong with it (Anthropic), as a name at a path (Gemini, Groq), as a list of places (Mistral, vLLM and others who
 * check with Pydantic), or by what it is about (Ollama). The words of each are a list of names and numbers, from the
 * outside in; some name the kind of a thing as well, which is no field.
 */
final class RefusedFields {
    private static final Set<String> CODES =
            Set.of("unsupported_parameter", "unknown_parameter", "unsupported_value", "extra_forbidden");

    private static final Set<String> NOT_TAKEN = Set.of("extra_forbidden", "value_error.extra");

    private static final String NAME = "[\\w$-]{1,64}";
    private static final String PATH = "([a-z_$][\\w$.\\[\\]-]{0,199}+)";
    private static final String QUOTE = "['\"`]";

    private static final Pattern AT =
            Pattern.compile("unknown name \"(" + NAME + ")\"(?: at '" + PATH + "')?", Pattern.CASE_INSENSITIVE);

    private static final Pattern PROPERTY =
            Pattern.compile("(?:'" + PATH + "' : )?property '(" + NAME + ")' is unsupported", Pattern.CASE_INSENSITIVE);

    /** As Python writes it. */
    private static final Pattern PLACE = Pattern.compile("'type': 'extra_forbidden', 'loc': \\(([^)]{1,300})\\)");

    private static final Pattern NAMED = Pattern.compile(
            "(?:unsupported|unknown|unrecognized|unexpected|invalid)(?: request)?(?: parameter| argument| field| property)"
                    + "(?: supplied)?:? " + QUOTE + "?" + PATH
                    + "|" + QUOTE + PATH + QUOTE
                    + "(?: parameter)?(?: is| are)? (?:not supported|unsupported|not allowed|deprecated)"
                    + "|(?<![\\w.\\]])" + PATH + ": (?:extra inputs|extra fields|unknown field)"
                    + "|does not support(?: the)?(?: parameter)? " + QUOTE + "?" + PATH
                    + "|and " + QUOTE + "?" + PATH + QUOTE + "? cannot both be specified",
            Pattern.CASE_INSENSITIVE);

    private final List<List<String>> found = new ArrayList<>();

    private RefusedFields() {}

    static List<List<String>> of(ErrorWords words) {
        RefusedFields fields = new RefusedFields();
        String param = words.node().path("param").asText("");
        if (CODES.contains(words.code()) && !param.isEmpty()) fields.add(param);
        fields.places(words.node());
        Set<String> texts = new LinkedHashSet<>();
        texts.add(words.asWritten().text());
        for (JsonNode detail : words.node().path("details"))
            for (JsonNode violation : detail.path("fieldViolations"))
                texts.add(violation.path("description").asText(""));
        for (String text : texts) fields.text(text);
        return List.copyOf(new LinkedHashSet<>(fields.found));
    }

    private void add(String path) {
        List<String> words = new ArrayList<>();
        for (String word : path.split("[.\\[\\]]+", -1)) if (!word.isEmpty()) words.add(word);
        if (!words.isEmpty()) found.add(words);
    }

    private void places(JsonNode node) {
        if (NOT_TAKEN.contains(node.path("type").asText()) && node.path("loc").isArray()) {
            List<String> words = new ArrayList<>();
            for (JsonNode word : node.path("loc")) words.add(word.asText());
            if (!words.isEmpty()) found.add(words);
        }
        for (JsonNode inside : node) if (inside.isContainerNode()) places(inside);
    }

    private void text(String text) {
        for (Matcher at = AT.matcher(text); at.find(); )
            add((at.group(2) == null ? "" : at.group(2) + ".") + at.group(1));
        for (Matcher of = PROPERTY.matcher(text); of.find(); )
            add((of.group(1) == null ? "" : of.group(1) + ".") + of.group(2));
        for (Matcher place = PLACE.matcher(text); place.find(); )
            add(place.group(1).replace("'", "").replaceAll("\\s*,\\s*", "."));
        for (Matcher named = NAMED.matcher(text); named.find(); )
            for (int group = 1; group <= named.groupCount(); group++)
                // What ends a sentence is no part of a name.
                if (named.group(group) != null) add(named.group(group).replaceFirst("[.]+$", ""));
        subjects(text.toLowerCase(Locale.ROOT));
    }

    /** What is not told by a field's name. */
    private void subjects(String text) {
        if (text.contains("does not support thinking") || text.contains("thinking is not supported"))
            for (String field : List.of("think", "thinking", "reasoning_effort", "generationConfig.thinkingConfig"))
                add(field);
        if (text.contains("thinking level is not supported")) add("generationConfig.thinkingConfig.thinkingLevel");
        if (text.contains("does not support the effort parameter")) add("output_config.effort");
        if (text.contains("penalty is not enabled"))
            for (String field : List.of("generationConfig.presencePenalty", "generationConfig.frequencyPenalty"))
                add(field);
    }
}
