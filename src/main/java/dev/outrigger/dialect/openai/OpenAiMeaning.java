package dev.outrigger.dialect.openai;

import java.util.Set;

/** Which of the fields that have no word in the vocabulary an answer depends on. */
final class OpenAiMeaning {
    /**
     * Of OpenAI's own fields, and those that compatible servers have beside them, those without which the answer is another
     * one: what it is drawn from, the form that it has, what else comes with it, and where it ends.
     */
    static final Set<String> FIELDS = Set.of(
            "logit_bias",
            "encoding_format",
            "modalities",
            "audio",
            "web_search_options",
            "response_format",
            "reasoning_effort",
            "tool_choice",
            "function_call",
            "tool_choice.allowed_tools",
            "messages[].audio",
            // Azure, vLLM, xAI, OpenRouter, Text Generation Inference: what is read, and by whom, before the answer.
            "data_sources",
            "documents",
            "search_parameters",
            "plugins",
            "adapter_id",
            // vLLM, SGLang, llama.cpp: its form.
            "structured_outputs",
            "guided_json",
            "guided_regex",
            "guided_choice",
            "guided_grammar",
            "grammar",
            "json_schema",
            "regex",
            "ebnf",
            // vLLM: its begin and its end, and what comes beside it.
            "echo",
            "continue_final_message",
            "stop_token_ids",
            "prompt_logprobs");

    private OpenAiMeaning() {}
}
