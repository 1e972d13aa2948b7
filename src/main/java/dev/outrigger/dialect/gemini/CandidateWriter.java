package dev.outrigger.dialect.gemini;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outrigger.chat.Citation;
import dev.outrigger.chat.FinishReason;
import dev.outrigger.chat.LogProb;
import dev.outrigger.chat.Part;
import dev.outrigger.chat.Passage;
import dev.outrigger.chat.Seal;
import dev.outrigger.dialect.CallArguments;
import dev.outrigger.dialect.HeldBack;
import dev.outrigger.dialect.JsonEnd;
import dev.outrigger.dialect.json.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes one of an answer's candidates, whole or piece by piece. Gemini's calls come whole: their arguments are gathered
 * until something else is said. Another vendor's seals are not shown.
 */
final class CandidateWriter {
    private final int index;
    private final TextRuler ruler = new TextRuler();
    private final List<Call> calls = new ArrayList<>();

    /** Those that may go on, by their index. */
    private final Map<Integer, Call> open = new HashMap<>();

    private final List<Citation> citations = new ArrayList<>();
    private final List<LogProb> logProbs = new ArrayList<>();
    private final HeldBack heldCalls = new HeldBack();
    private final HeldBack heldCitations = new HeldBack();
    private final HeldBack heldLogProbs = new HeldBack();
    private ArrayNode parts = Json.STRICT.createArrayNode();
    private Optional<Seal> signature = Optional.empty();
    private Optional<FinishReason> finish = Optional.empty();
    private boolean refused;
    private boolean told;

    CandidateWriter(int index) {
        this.index = index;
    }

    void part(Part part) {
        switch (part) {
            case Part.Text text -> text(text.passage());
            case Part.Refusal refusal -> refusal(refusal.passage());
            case Part.Media media -> media(media);
            case Part.Reasoning reasoning -> {
                if (!reasoning.passage().isEmpty()) thought(reasoning.passage());
                reasoning.signature().ifPresent(this::signed);
            }
            case Part.ToolCall call -> {
                called(0, call.id(), call.name());
                arguments(0, call.arguments());
            }
            // Only their own vendor could say these.
            case Part.SealedReasoning _, Part.ToolResult _, Part.CacheMark _, Part.Other _ -> {}
        }
    }

    void text(Passage text) {
        if (text.isEmpty() && signature.isEmpty()) return;
        ruler.add(text);
        next().put("text", text.text());
    }

    /** There is no other place for its words; why the candidate ended tells the rest. */
    void refusal(Passage text) {
        refused |= !text.isEmpty();
        text(text);
    }

    void thought(Passage text) {
        if (!text.isEmpty()) next().put("text", text.text()).put("thought", true);
    }

    void media(Part.Media media) {
        if (says(media)) GeminiMedia.write(media, next());
    }

    /** Files of another vendor are nothing to this app. */
    static boolean says(Part.Media media) {
        return !(media.source() instanceof Part.Source.Uploaded);
    }

    /** Of the part that comes next. */
    void signed(Seal seal) {
        if (seal.vendor().equals(Gemini.NAME)) signature = Optional.of(seal);
    }

    void called(int index, String id, String name) {
        Call call = new Call(id, name, signature);
        calls.add(call);
        open.put(index, call);
        heldCalls.piece();
        heldCalls.text(id);
        heldCalls.text(name);
        signature = Optional.empty();
    }

    void arguments(int index, Passage more) {
        Call begun = open.get(index);
        if (begun == null) return;
        String said = more.text();
        begun.arguments.append(said);
        begun.end.read(said);
        heldCalls.text(said);
    }

    void cited(Citation citation) {
        citations.add(citation);
        heldCitations.citation(citation);
    }

    void logProbs(List<LogProb> tokens) {
        logProbs.addAll(tokens);
        heldLogProbs.logProbs(tokens);
    }

    void finished(FinishReason reason) {
        calls.forEach(this::write);
        calls.clear();
        open.clear();
        heldCalls.clear();
        finish = Optional.of(refused ? FinishReason.CONTENT_FILTER : reason);
        if (signature.isPresent()) next().put("text", "");
    }

    /** A new part, after the calls that came before it. */
    private ObjectNode next() {
        while (!calls.isEmpty() && calls.getFirst().end.isReached()) write(calls.removeFirst());
        if (calls.isEmpty()) heldCalls.clear();
        ObjectNode part = parts.addObject();
        signature.ifPresent(seal -> part.put("thoughtSignature", seal.value()));
        signature = Optional.empty();
        return part;
    }

    private void write(Call call) {
        CallArguments.object(Passage.of(call.arguments.toString())).ifPresent(arguments -> {
            ObjectNode part = parts.addObject();
            ObjectNode said = part.putObject("functionCall");
            if (!call.id.isEmpty()) said.put("id", call.id);
            said.put("name", call.name).set("args", arguments);
            call.signature.ifPresent(seal -> part.put("thoughtSignature", seal.value()));
        });
    }

    /** What is kept of it until more is known. */
    long held() {
        return heldCalls.bytes() + heldCitations.bytes() + heldLogProbs.bytes() + ruler.held();
    }

    /** Whether there is something that the app can be told before the end. */
    boolean hasNews() {
        return !parts.isEmpty();
    }

    /** Whether there is something left for the last chunk. */
    boolean hasRest() {
        return !parts.isEmpty()
                || !calls.isEmpty()
                || !citations.isEmpty()
                || !logProbs.isEmpty()
                || finish.isPresent();
    }

    /** What is to be told now. */
    ObjectNode news() {
        ObjectNode candidate = Json.STRICT.createObjectNode();
        ObjectNode content = candidate.putObject("content");
        if (!parts.isEmpty() || !told) content.set("parts", parts);
        content.put("role", "model");
        candidate.put("index", index);
        GeminiLogProbs.encode(logProbs, candidate);
        logProbs.clear();
        heldLogProbs.clear();
        parts = Json.STRICT.createArrayNode();
        told = true;
        return candidate;
    }

    /** All that is left, with what is said once: why it ended, and what it rests on. */
    ObjectNode last() {
        ObjectNode candidate = news();
        finish.ifPresent(reason -> candidate.put("finishReason", GeminiFinish.encode(reason)));
        GeminiGrounding.encode(citations, ruler, candidate);
        finish = Optional.empty();
        citations.clear();
        heldCitations.clear();
        return candidate;
    }

    /** A call whose arguments are coming. */
    private static final class Call {
        private final String id;
        private final String name;
        private final Optional<Seal> signature;
        private final StringBuilder arguments = new StringBuilder();
        private final JsonEnd end = new JsonEnd();

        private Call(String id, String name, Optional<Seal> signature) {
            this.id = id;
            this.name = name;
            this.signature = signature;
        }
    }
}
