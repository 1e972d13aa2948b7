package dev.outrigger.dialect.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Citation;
import dev.outrigger.chat.Event;
import dev.outrigger.chat.ExchangeId;
import dev.outrigger.chat.Frame;
import dev.outrigger.chat.Usage;
import dev.outrigger.dialect.Dialect;
import dev.outrigger.dialect.Sheet;
import dev.outrigger.dialect.json.Json;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Writes the chunks of a chat completion whose events were made in this process or came in another dialect's words. Each
 * choice begins with its role; the usage, which may be told several times before, is one chunk before the end mark.
 */
final class OpenAiStreamWriter implements Dialect.StreamEncoder {
    private final boolean wantsUsage;
    private final String id;
    private final long created;
    private final Set<Integer> begun = new HashSet<>();
    private Sheet out = new Sheet();
    private Usage usage = Usage.ABSENT;
    private String model = "";

    OpenAiStreamWriter(boolean wantsUsage, ExchangeId id, long created) {
        this(wantsUsage, "chatcmpl-" + id.value(), created);
    }

    /** Of an answer that has an id. */
    OpenAiStreamWriter(boolean wantsUsage, String id, long created) {
        this.wantsUsage = wantsUsage;
        this.id = id;
        this.created = created;
    }

    @Override
    public Bytes encode(Frame frame) {
        out = new Sheet();
        frame.events().forEach(this::event);
        return out.bytes();
    }

    /** Whatever it is told, it says at once. */
    @Override
    public long held() {
        return 0;
    }

    private void event(Event event) {
        switch (event) {
            case Event.Started started -> {
                model = started.model().value();
                role(0);
            }
            case Event.TextDelta more -> delta(more.choice(), said -> said.put("content", more.text()));
            case Event.ReasoningDelta more ->
                delta(
                        more.choice(),
                        said -> said.put("reasoning_content", more.passage().text()));
            case Event.RefusalDelta more ->
                delta(more.choice(), said -> said.put("refusal", more.passage().text()));
            case Event.ToolCallStarted call ->
                delta(
                        call.choice(),
                        said -> OpenAiWords.function(call(said, call.index()), call.id(), call.name())
                                .put("arguments", ""));
            case Event.ToolCallDelta more ->
                delta(
                        more.choice(),
                        said -> call(said, more.index())
                                .putObject("function")
                                .put("arguments", more.arguments().text()));
            case Event.Cited cited -> {
                if (cited.citation().source() instanceof Citation.Source.Page)
                    delta(cited.choice(), said -> OpenAiWords.cited(cited.citation(), said));
            }
            case Event.LogProbs told -> beside(told.choice(), said -> OpenAiWords.logProbs(told.tokens(), said));
            case Event.Finished finished ->
                beside(finished.choice(), said -> said.put("finish_reason", OpenAiChunk.finish(finished.reason())));
            case Event.Used used -> usage = usage.updatedBy(used.usage());
            case Event.Ended ended -> end();
            case Event.Ping _, Event.Comment _ -> out.add(":\n\n");
            // No chunk says these; a stream's failure is written by encodeStreamFailure.
            case Event.ReasoningSigned _, Event.ReasoningSealed _, Event.MediaDelta _, Event.Other _ -> {}
            case Event.Noted _, Event.Weighed _ -> {}
            case Event.Failed failed -> {}
        }
    }

    private void role(int choice) {
        if (begun.add(choice))
            chunk(
                    choice,
                    said -> said.putObject("delta").put("role", "assistant").put("content", ""));
    }

    private void delta(int choice, Consumer<ObjectNode> words) {
        role(choice);
        chunk(choice, said -> words.accept(said.putObject("delta")));
    }

    /** What stands beside a choice's delta, which then is empty. */
    private void beside(int choice, Consumer<ObjectNode> words) {
        role(choice);
        chunk(choice, said -> {
            said.putObject("delta");
            words.accept(said);
        });
    }

    private static ObjectNode call(ObjectNode delta, int index) {
        return delta.withArray("tool_calls").addObject().put("index", index);
    }

    private void chunk(int choice, Consumer<ObjectNode> words) {
        ObjectNode chunk = chunk();
        words.accept(chunk.putArray("choices").addObject().put("index", choice).putNull("finish_reason"));
        line(chunk);
    }

    private void end() {
        if (wantsUsage && !usage.equals(Usage.ABSENT)) {
            ObjectNode chunk = chunk();
            chunk.putArray("choices");
            OpenAiWords.usage(chunk, usage);
            line(chunk);
        }
        out.add("data: [DONE]\n\n");
    }

    private ObjectNode chunk() {
        return Json.STRICT
                .createObjectNode()
                .put("id", id)
                .put("object", "chat.completion.chunk")
                .put("created", created)
                .put("model", model);
    }

    private void line(ObjectNode chunk) {
        out.add("data: ").add(chunk).add("\n\n");
    }
}
