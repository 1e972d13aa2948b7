package dev.outrigger.dialect.gemini;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Event;
import dev.outrigger.chat.ExchangeId;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.Frame;
import dev.outrigger.chat.Usage;
import dev.outrigger.dialect.Dialect;
import dev.outrigger.dialect.Retelling;
import dev.outrigger.dialect.Sheet;
import dev.outrigger.dialect.json.Json;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Writes the chunks of an answer whose events were made in this process or came in other words: as server-sent events, or
 * as the elements of one array. Why the candidates ended, which others tell before their usage, comes in the last chunk
 * together with it.
 */
final class GeminiStreamWriter implements Dialect.StreamEncoder {
    /** How chunks follow one another. */
    enum Form {
        EVENTS("text/event-stream", "data: ", "data: ", "\n\n", ""),
        ARRAY("application/json", "[", ",\n", "", "]");

        private final String type;
        private final String first;
        private final String next;
        private final String after;
        private final String end;

        Form(String type, String first, String next, String after, String end) {
            this.type = type;
            this.first = first;
            this.next = next;
            this.after = after;
            this.end = end;
        }

        /** Of the content. */
        String type() {
            return type;
        }

        /** After the last chunk. */
        String end() {
            return end;
        }
    }

    private final Form form;
    private final ExchangeId id;
    private final String responseId;
    private final SortedMap<Integer, CandidateWriter> candidates = new TreeMap<>();
    private Sheet out = new Sheet();
    private Usage usage = Usage.ABSENT;
    private String model = "";
    private boolean begun;

    GeminiStreamWriter(Form form, ExchangeId id) {
        this(form, id, id.value());
    }

    /** Of an answer that has an id. */
    GeminiStreamWriter(Form form, ExchangeId id, String responseId) {
        this.form = form;
        this.id = id;
        this.responseId = responseId;
    }

    @Override
    public Bytes encode(Frame frame) {
        out = new Sheet();
        frame.events().forEach(this::event);
        news();
        return out.bytes();
    }

    @Override
    public Retelling.Form arguments() {
        return Retelling.Form.OBJECTS;
    }

    @Override
    public long held() {
        return candidates.values().stream().mapToLong(CandidateWriter::held).sum();
    }

    @Override
    public void follow(Frame frame) {
        begun |= !frame.raw().isEmpty();
    }

    @Override
    public Optional<Bytes> encodeFailure(Failure failure) {
        out = new Sheet();
        line(GeminiErrorBody.node(failure, id));
        out.add(form.end);
        return Optional.of(out.bytes());
    }

    private void event(Event event) {
        switch (event) {
            case Event.Started started -> model = started.model().value();
            case Event.TextDelta more -> of(more.choice()).text(more.passage());
            case Event.ReasoningDelta more -> of(more.choice()).thought(more.passage());
            case Event.RefusalDelta more -> of(more.choice()).refusal(more.passage());
            case Event.ReasoningSigned signed -> of(signed.choice()).signed(signed.signature());
            case Event.MediaDelta more -> of(more.choice()).media(more.media());
            case Event.ToolCallStarted call -> of(call.choice()).called(call.index(), call.id(), call.name());
            case Event.ToolCallDelta more -> of(more.choice()).arguments(more.index(), more.arguments());
            case Event.Cited cited -> of(cited.choice()).cited(cited.citation());
            case Event.LogProbs told -> of(told.choice()).logProbs(told.tokens());
            case Event.Finished finished -> of(finished.choice()).finished(finished.reason());
            case Event.Used used -> usage = usage.updatedBy(used.usage());
            case Event.Ended ended -> end();
            case Event.ReasoningSealed _,
                    Event.Other _,
                    Event.Noted _,
                    Event.Weighed _,
                    Event.Ping _,
                    Event.Comment _ -> {}
            case Event.Failed _ -> {}
        }
    }

    private CandidateWriter of(int choice) {
        return candidates.computeIfAbsent(choice, CandidateWriter::new);
    }

    private void news() {
        if (candidates.values().stream().noneMatch(CandidateWriter::hasNews)) return;
        ObjectNode chunk = Json.STRICT.createObjectNode();
        ArrayNode told = chunk.putArray("candidates");
        for (CandidateWriter candidate : candidates.values()) if (candidate.hasNews()) told.add(candidate.news());
        write(chunk);
    }

    private void end() {
        boolean rest = candidates.values().stream().anyMatch(CandidateWriter::hasRest);
        if (rest) {
            ObjectNode chunk = Json.STRICT.createObjectNode();
            ArrayNode told = chunk.putArray("candidates");
            for (CandidateWriter candidate : candidates.values()) if (candidate.hasRest()) told.add(candidate.last());
            write(chunk);
        }
        if (!begun) out.add(form == Form.ARRAY ? form.first : "");
        out.add(form.end);
        candidates.clear();
    }

    private void write(ObjectNode chunk) {
        GeminiUsage.encode(usage, chunk);
        GeminiAnswer.head(chunk, model, responseId);
        line(chunk);
    }

    private void line(ObjectNode chunk) {
        out.add(begun ? form.next : form.first).add(chunk).add(form.after);
        begun = true;
    }
}
