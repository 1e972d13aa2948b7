package dev.outrigger.dialect.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outrigger.chat.Citation;
import dev.outrigger.chat.Completion;
import dev.outrigger.chat.LogProb;
import dev.outrigger.chat.Part;
import dev.outrigger.chat.Usage;
import java.util.List;

/** What whole and streamed answers say in the same words. */
final class OpenAiWords {
    private OpenAiWords() {}

    /** The message of a choice; what has no field there (pictures, sealed reasoning) is left out. */
    static void message(Completion.Choice choice, ObjectNode message) {
        message.put("role", "assistant");
        StringBuilder reasoning = new StringBuilder();
        StringBuilder refused = new StringBuilder();
        for (Part part : choice.parts()) {
            if (part instanceof Part.Reasoning thought)
                reasoning.append(thought.passage().text());
            if (part instanceof Part.Refusal refusal) refused.append(refusal.text());
            if (part instanceof Part.ToolCall call) {
                ObjectNode said = message.withArray("tool_calls").addObject();
                function(said, call.id(), call.name())
                        .put("arguments", call.arguments().text());
            }
        }
        if (!reasoning.isEmpty()) message.put("reasoning_content", reasoning.toString());
        String text = choice.text();
        if (text.isEmpty() && (message.has("tool_calls") || !refused.isEmpty())) message.putNull("content");
        else message.put("content", text);
        // Where there is none it is null, never absent.
        message.put("refusal", refused.isEmpty() ? null : refused.toString());
        for (Citation citation : choice.citations()) cited(citation, message);
    }

    /** A call's beginning; gives the object that its arguments stand in. */
    static ObjectNode function(ObjectNode call, String id, String name) {
        return call.put("id", id).put("type", "function").putObject("function").put("name", name);
    }

    /** Sources that are no page of the web have no words. */
    static void cited(Citation citation, ObjectNode message) {
        if (!(citation.source() instanceof Citation.Source.Page(String url))) return;
        ObjectNode page = message.withArray("annotations")
                .addObject()
                .put("type", "url_citation")
                .putObject("url_citation");
        page.put("url", url).put("title", citation.title().orElse(""));
        citation.stretch()
                .ifPresent(stretch -> page.put("start_index", stretch.start()).put("end_index", stretch.end()));
    }

    static void logProbs(List<LogProb> tokens, ObjectNode choice) {
        if (tokens.isEmpty()) choice.putNull("logprobs");
        else
            for (LogProb token : tokens)
                logProb(
                        token,
                        choice.withObject("/logprobs").withArray("content").addObject(),
                        true);
    }

    private static void logProb(LogProb token, ObjectNode said, boolean isChosen) {
        said.put("token", token.token()).put("logprob", token.value());
        ArrayNode bytes = said.putArray("bytes");
        for (byte b : token.bytes().array()) bytes.add(b & 0xff);
        if (!isChosen) return;
        ArrayNode others = said.putArray("top_logprobs");
        for (LogProb other : token.others()) logProb(other, others.addObject(), false);
    }

    /** Unknown counts are left out, never written as 0. */
    static void usage(ObjectNode answer, Usage usage) {
        if (usage.equals(Usage.ABSENT)) return;
        ObjectNode said = answer.putObject("usage");
        usage.input().ifPresent(tokens -> said.put("prompt_tokens", tokens));
        usage.output().ifPresent(tokens -> said.put("completion_tokens", tokens));
        if (usage.input().isPresent() && usage.output().isPresent())
            said.put("total_tokens", usage.input().getAsLong() + usage.output().getAsLong());
        usage.cached()
                .ifPresent(tokens -> said.withObject("/prompt_tokens_details").put("cached_tokens", tokens));
        usage.cacheWritten()
                .ifPresent(tokens -> said.withObject("/prompt_tokens_details").put("cache_write_tokens", tokens));
        usage.reasoning()
                .ifPresent(
                        tokens -> said.withObject("/completion_tokens_details").put("reasoning_tokens", tokens));
    }
}
