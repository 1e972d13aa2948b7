package dev.outrigger.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The fields that a refusal says its model, or its server, does not take: as a parameter beside a code (OpenAI), before
 * what is wrong with it (Anthropic), as a name at a path (Gemini, Groq), as a list of places (Mistral, vLLM and others who
 * check with Pydantic), or by what it is about (Ollama). Some are refused with one value alone, or beside another field.
 */
final class RefusedFields {
    private static final Set<String> CODES = Set.of("unsupported_parameter", "unknown_parameter", "extra_forbidden");

    private static final String VALUE = "unsupported_value";

    /** A value that is refused because there is but one: that is as good as none. */
    private static final String ONLY_ONE = "only the default";

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
                    + "|does not support(?: the)?(?: parameter)? " + QUOTE + "?" + PATH,
            Pattern.CASE_INSENSITIVE);

    /** The later of two goes. */
    private static final Pattern PAIR = Pattern.compile(
            QUOTE + "?" + PATH + QUOTE + "? and " + QUOTE + "?" + PATH + QUOTE + "? cannot both be specified",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern UNSUPPORTED_VALUE = Pattern.compile(
            "unsupported value: " + QUOTE + PATH + QUOTE + " does not support", Pattern.CASE_INSENSITIVE);

    private static final String THINKING = "thinking";
    private static final List<String> TYPE = List.of(THINKING, "type");

    /** A way to think that is not a model's. */
    private static final Pattern WAY = Pattern.compile("\\b(adaptive) thinking is not supported"
            + "|thinking[.]type[.](\\w{1,32})" + QUOTE + " is not supported"
            + "|thinking: input tag '(\\w{1,32})' found using 'type'");

    private static final List<String> CONFIG = List.of("generationConfig", "thinkingConfig");
    private static final Pattern LEVEL = Pattern.compile("thinking level (\\w{1,32}) is not supported");
    private static final Pattern BUDGET = Pattern.compile("budget (-?\\d{1,9}) is invalid");
    private static final Pattern THINK = Pattern.compile("think value \"(\\w{1,32})\" is not supported");

    private final List<Refused> found = new ArrayList<>();

    private RefusedFields() {}

    static List<Refused> of(ErrorWords words) {
        RefusedFields fields = new RefusedFields();
        String param = words.node().path("param").asText("");
        boolean isOfValue = words.code().equals(VALUE) && !words.say(ONLY_ONE);
        if (isOfValue) fields.value(names(param), Optional.empty());
        else if (CODES.contains(words.code()) || words.code().equals(VALUE)) fields.add(param);
        fields.places(words.node());
        Set<String> texts = new LinkedHashSet<>();
        texts.add(words.asWritten().text());
        for (JsonNode detail : words.node().path("details"))
            for (JsonNode violation : detail.path("fieldViolations"))
                texts.add(violation.path("description").asText(""));
        for (String text : texts) fields.text(text);
        return List.copyOf(new LinkedHashSet<>(fields.found));
    }

    private static List<String> names(String path) {
        List<String> words = new ArrayList<>();
        for (String word : path.split("[.\\[\\]]+", -1)) if (!word.isEmpty()) words.add(word);
        return words;
    }

    private void add(String path) {
        add(names(path));
    }

    private void add(List<String> names) {
        if (!names.isEmpty()) found.add(Refused.whole(names));
    }

    private void value(List<String> names, Optional<String> said) {
        if (!names.isEmpty()) found.add(new Refused(names, new Refused.About.Value(names, said)));
    }

    private void places(JsonNode node) {
        if (NOT_TAKEN.contains(node.path("type").asText()) && node.path("loc").isArray()) {
            List<String> words = new ArrayList<>();
            for (JsonNode word : node.path("loc")) words.add(word.asText());
            add(words);
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
        for (Matcher pair = PAIR.matcher(text); pair.find(); )
            found.add(new Refused(names(pair.group(2)), new Refused.About.Beside(names(pair.group(1)))));
        String lower = text.toLowerCase(Locale.ROOT);
        for (Matcher of = UNSUPPORTED_VALUE.matcher(text); of.find(); )
            if (lower.contains(ONLY_ONE)) add(of.group(1));
            else value(names(of.group(1)), Optional.empty());
        subjects(lower);
    }

    /** What is not told by a field's name. */
    private void subjects(String text) {
        if (!way(text) && (text.contains("does not support thinking") || text.contains("thinking is not supported")))
            for (String field : List.of("think", THINKING, "reasoning_effort", "generationConfig.thinkingConfig"))
                add(field);
        said(LEVEL, text, "thinkingLevel");
        said(BUDGET, text, "thinkingBudget");
        for (Matcher think = THINK.matcher(text); think.find(); ) value(List.of("think"), Optional.of(think.group(1)));
        if (text.contains("thinking level is not supported")) add("generationConfig.thinkingConfig.thinkingLevel");
        if (text.contains("does not support the effort parameter")) add("output_config.effort");
        if (text.contains("penalty is not enabled"))
            for (String field : List.of("generationConfig.presencePenalty", "generationConfig.frequencyPenalty"))
                add(field);
    }

    private boolean way(String text) {
        Matcher way = WAY.matcher(text);
        if (!way.find()) return false;
        for (int group = 1; group <= way.groupCount(); group++)
            if (way.group(group) != null)
                found.add(new Refused(List.of(THINKING), new Refused.About.Value(TYPE, Optional.of(way.group(group)))));
        return true;
    }

    private void said(Pattern pattern, String text, String field) {
        for (Matcher said = pattern.matcher(text); said.find(); )
            value(List.of(CONFIG.getFirst(), CONFIG.getLast(), field), Optional.of(said.group(1)));
    }
}
