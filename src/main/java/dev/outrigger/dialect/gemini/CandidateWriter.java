package dev.outrigger.dialect.gemini;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outrigger.chat.Citation;
import dev.outrigger.chat.FinishReason;
import dev.outrigger.chat.LogProb;
import dev.outrigger.chat.Part;
import dev.outrigger.chat.Passage;
import dev.outrigger.chat.Seal;
import dev.outrigger.dialect.HeldBack;
import dev.outrigger.dialect.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Writes one of an answer's candidates, whole or piece by piece. Gemini's calls come whole: their arguments are gathered
 * until something else is said. Another vendor's seals are not shown.
 */
final class CandidateWriter {
    private final int index;
    private final TextRuler ruler = new TextRuler();
    private final SortedMap<Integer, Call> calls = new TreeMap<>();
    private final List<Citation> citations = new ArrayList<>();
    private final List<LogProb> logProbs = new ArrayList<>();
    private final HeldBack heldCalls = new HeldBack();
    private final HeldBack heldCitations = new HeldBack();
    private final HeldBack heldLogProbs = new HeldBack();
    private ArrayNode parts = Json.STRICT.createArrayNode();
    private Optional<Seal> signature = Optional.empty();
    private Optional<FinishReason> finish = Optional.empty();
    private boolean told;

    CandidateWriter(int index) {
        this.index = index;
    }

    void part(Part part) {
        switch (part) {
            case Part.Text text -> text(text.passage());
            case Part.Refusal refusal -> text(refusal.passage());
            case Part.Media media -> media(media);
            case Part.Reasoning reasoning -> {
                if (!reasoning.passage().isEmpty()) thought(reasoning.passage());
                reasoning.signature().ifPresent(this::signed);
            }
            case Part.ToolCall call -> {
                int next = calls.isEmpty() ? 0 : calls.lastKey() + 1;
                called(next, call.id(), call.name());
                arguments(next, call.arguments());
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

    void called(int call, String id, String name) {
        calls.put(call, new Call(id, name, new StringBuilder(), signature));
        heldCalls.piece();
        heldCalls.text(id);
        heldCalls.text(name);
        signature = Optional.empty();
    }

    void arguments(int call, Passage more) {
        Call begun = calls.get(call);
        if (begun == null) return;
        String said = more.text();
        begun.arguments().append(said);
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
        flush();
        finish = Optional.of(reason);
        if (signature.isPresent()) next().put("text", "");
    }

    /** A new part, after the calls that came before it. */
    private ObjectNode next() {
        flush();
        ObjectNode part = parts.addObject();
        signature.ifPresent(seal -> part.put("thoughtSignature", seal.value()));
        signature = Optional.empty();
        return part;
    }

    private void flush() {
        for (Call call : calls.values()) {
            ObjectNode part = parts.addObject();
            ObjectNode said = part.putObject("functionCall");
            if (!call.id().isEmpty()) said.put("id", call.id());
            said.put("name", call.name())
                    .set(
                            "args",
                            GeminiArguments.object(Passage.of(call.arguments().toString())));
            call.signature().ifPresent(seal -> part.put("thoughtSignature", seal.value()));
        }
        calls.clear();
        heldCalls.clear();
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
        flush();
        ObjectNode candidate = news();
        finish.ifPresent(reason -> candidate.put("finishReason", GeminiFinish.encode(reason)));
        GeminiGrounding.encode(citations, ruler, candidate);
        finish = Optional.empty();
        citations.clear();
        heldCitations.clear();
        return candidate;
    }

    /** A call whose arguments are coming. */
    private record Call(String id, String name, StringBuilder arguments, Optional<Seal> signature) {}
}
