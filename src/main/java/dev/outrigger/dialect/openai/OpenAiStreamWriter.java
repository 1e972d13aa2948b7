package dev.outrigger.dialect.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Event;
import dev.outrigger.chat.ExchangeId;
import dev.outrigger.chat.Frame;
import dev.outrigger.chat.Usage;
import dev.outrigger.dialect.Dialect;
import dev.outrigger.dialect.json.Json;

/** Writes the chunks of a chat completion that was made in this process: text, finish reason, usage if wanted. */
final class OpenAiStreamWriter implements Dialect.StreamEncoder {
    private final boolean wantsUsage;
    private final ExchangeId id;
    private final long created;
    private String model = "";

    OpenAiStreamWriter(boolean wantsUsage, ExchangeId id, long created) {
        this.wantsUsage = wantsUsage;
        this.id = id;
        this.created = created;
    }

    @Override
    public Bytes encode(Frame frame) {
        StringBuilder out = new StringBuilder();
        for (Event event : frame.events()) {
            switch (event) {
                case Event.Started started -> {
                    model = started.model().value();
                    out.append(role());
                }
                case Event.TextDelta delta -> out.append(text(delta));
                case Event.Finished finished -> out.append(finish(finished));
                case Event.Used used -> out.append(wantsUsage ? usage(used.usage()) : "");
                case Event.Ended ended -> out.append("data: [DONE]\n\n");
                // A local model makes none of these; a stream's failure is written by encodeStreamFailure.
                case Event.ReasoningDelta delta -> {}
                case Event.ReasoningSigned signed -> {}
                case Event.ReasoningSealed sealed -> {}
                case Event.MediaDelta delta -> {}
                case Event.RefusalDelta delta -> {}
                case Event.ToolCallStarted started -> {}
                case Event.ToolCallDelta delta -> {}
                case Event.Cited cited -> {}
                case Event.LogProbs told -> {}
                case Event.Other other -> {}
                case Event.Ping ping -> {}
                case Event.Failed failed -> {}
            }
        }
        return Bytes.of(out.toString());
    }

    private String role() {
        ObjectNode chunk = chunk();
        choice(chunk).putObject("delta").put("role", "assistant").put("content", "");
        return line(chunk);
    }

    private String text(Event.TextDelta delta) {
        ObjectNode chunk = chunk();
        choice(chunk).putObject("delta").put("content", delta.text());
        return line(chunk);
    }

    private String finish(Event.Finished finished) {
        ObjectNode chunk = chunk();
        ObjectNode choice = choice(chunk);
        choice.putObject("delta");
        choice.put("finish_reason", OpenAiChunk.finish(finished.reason()));
        return line(chunk);
    }

    private String usage(Usage usage) {
        ObjectNode chunk = chunk();
        chunk.putArray("choices");
        OpenAiAnswer.writeUsage(chunk, usage);
        return line(chunk);
    }

    private ObjectNode chunk() {
        return Json.STRICT
                .createObjectNode()
                .put("id", "chatcmpl-" + id.value())
                .put("object", "chat.completion.chunk")
                .put("created", created)
                .put("model", model);
    }

    private static ObjectNode choice(ObjectNode chunk) {
        return chunk.putArray("choices").addObject().put("index", 0).putNull("finish_reason");
    }

    private static String line(ObjectNode chunk) {
        return "data: " + chunk + "\n\n";
    }
}
