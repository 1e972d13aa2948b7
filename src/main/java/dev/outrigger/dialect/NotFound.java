package dev.outrigger.dialect;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What upstream says it has not found. Only what names the model that was asked for, or says so in a code, is about the
 * model: servers answer a wrong path with the same status, and some the same type ({@code not_found_error} of llama.cpp
 * is both), and resting a model for a mistyped URL would hide the mistake.
 *
 * <p>Spellings as sent by OpenAI, Azure, vLLM, Ollama, llama.cpp, Together, Groq, Mistral, OpenRouter, DeepSeek, Gemini,
 * Fireworks, xAI and LiteLLM.
 */
public enum NotFound {
    /** The model. */
    MODEL,
    /** The path: another server stands there, or the URL is mistyped. */
    PATH,
    /** Something else, which the request asks for. */
    OTHER;

    /** Codes and types that say it by themselves. */
    private static final Set<String> MODEL_CODES = Set.of(
            "model_not_found",
            "model_not_available",
            "model_decommissioned",
            "dedicated_endpoint_not_running",
            "invalid_model",
            "unknown_model",
            "deploymentnotfound");

    private static final Set<String> PATH_CODES = Set.of("unknown_url", "unknown_endpoint");

    /** Of those that do not repeat the name. */
    private static final Pattern NAMELESS =
            Pattern.compile("^(the )?(requested )?model (is |was )?(not found|does not exist|not exist)");

    private static final Pattern NO_PATH = Pattern.compile(
            "^(the )?(requested )?(file|resource|page|path|url|route|endpoint|entity)?\\s*(is |was )?not found\\.?$"
                    + "|unknown request url|invalid url|unexpected endpoint|no route|cannot post|no static resource"
                    + "|404 page not found|method not allowed");

    private static final String BEFORE = "(invalid|unknown|no such) model( name passed in model=)?"
            + "|(endpoints found for|not found the model|could not find( the)? model|access( non-serverless)? model)";

    private static final String AFTER = "(:latest)?\\W{0,4}(is |was |has been )?"
            + "(not found|does not exist|doesn't exist|not exist|not a valid model|decommissioned)";

    /** Of an answer whose status alone says that something is missing. */
    public static NotFound of(int status, ErrorWords words, String model) {
        String name = model.toLowerCase(Locale.ROOT);
        if (isModelCode(words)) return MODEL;
        if (status == 405 || isPath(words)) return PATH;
        if (names(words.message(), name) || NAMELESS.matcher(words.message()).find()) return MODEL;
        return status == 410 || !words.isError() ? PATH : OTHER;
    }

    /** Whether an answer of any other status says that the model is missing: by a code, or in words about this model. */
    public static boolean isModel(ErrorWords words, String model) {
        String message = words.message();
        if (isModelCode(words) || NAMELESS.matcher(message).find()) return true;
        if (model.isEmpty()) return false;
        String name = Pattern.quote(model.toLowerCase(Locale.ROOT));
        return Pattern.compile("(" + BEFORE + ")\\W{0,4}" + name + "|" + name + AFTER)
                .matcher(message)
                .find();
    }

    private static boolean isModelCode(ErrorWords words) {
        return MODEL_CODES.contains(words.code()) || MODEL_CODES.contains(words.type());
    }

    private static boolean isPath(ErrorWords words) {
        return PATH_CODES.contains(words.code())
                || NO_PATH.matcher(words.message()).find();
    }

    /** As a word of its own: {@code o1} is not named by {@code o1-mini}. */
    private static boolean names(String message, String model) {
        if (model.isEmpty()) return false;
        return Pattern.compile("(?<![\\w-])" + Pattern.quote(model) + "(?![\\w-])")
                .matcher(message)
                .find();
    }
}
