package dev.outrigger.dialect.responses;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outrigger.chat.Citation;
import dev.outrigger.chat.Event;
import dev.outrigger.chat.FinishReason;
import dev.outrigger.chat.LogProb;
import dev.outrigger.chat.Part;
import dev.outrigger.chat.Seal;
import dev.outrigger.chat.Usage;
import dev.outrigger.dialect.HeldBack;
import dev.outrigger.dialect.json.Json;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes the items of an answer from its events, and tells how they grow. Messages and thoughts stand one after the
 * other; calls stay open to the end, because their pieces may come interleaved. There is one choice: no request of this
 * dialect can ask for more.
 */
final class ResponseWriter {
    /** A text is said again when its part, its item and the answer end. */
    private static final int TIMES = 2;

    private final ResponseDraft draft;
    private final Narrator narrator;
    private final SortedMap<Integer, ObjectNode> items = new TreeMap<>();
    private final Map<Integer, OpenCall> calls = new HashMap<>();
    private final HeldBack held = new HeldBack(TIMES);
    private @Nullable OpenItem open;
    private int begun;
    private int characters;
    private String model = "";
    private boolean isBegun;
    private boolean isEnded;
    private FinishReason finish = FinishReason.OTHER;
    private Usage usage = Usage.ABSENT;

    ResponseWriter(ResponseDraft draft, Narrator narrator) {
        this.draft = draft;
        this.narrator = narrator;
    }

    /** Log probabilities come after the text they are of, and are told with it. */
    void write(List<Event> events) {
        for (int i = 0; i < events.size(); i++) {
            boolean told = i + 1 < events.size() && events.get(i + 1) instanceof Event.LogProbs;
            if (events.get(i) instanceof Event.TextDelta more && told)
                text(more.text(), ((Event.LogProbs) events.get(++i)).tokens());
            else write(events.get(i));
        }
    }

    private void write(Event event) {
        switch (event) {
            case Event.Started started -> {
                model = started.model().value();
                begin();
            }
            case Event.TextDelta more -> text(more.text(), List.of());
            case Event.LogProbs told -> text("", told.tokens());
            case Event.RefusalDelta more -> refusal(more.passage().text());
            case Event.Cited cited -> cite(cited.citation());
            case Event.ReasoningDelta more -> thought(more.passage().text());
            case Event.ReasoningSigned signed -> seal(signed.signature());
            case Event.ReasoningSealed sealed -> {
                endOpen();
                seal(sealed.seal());
            }
            case Event.ToolCallStarted call -> call(call);
            case Event.ToolCallDelta more -> {
                OpenCall call = calls.get(more.index());
                if (call != null) call.add(kept(more.arguments().text()));
            }
            case Event.MediaDelta delta -> picture(delta.media());
            case Event.Finished finished -> finish = finished.reason();
            case Event.Used used -> usage = usage.updatedBy(used.usage());
            case Event.Ended ended -> end();
            // A stream's failure is written by encodeStreamFailure.
            case Event.Other _, Event.Noted _, Event.Weighed _, Event.Ping _, Event.Comment _ -> {}
            case Event.Failed _ -> {}
        }
    }

    /** What is kept of the answer until its end, where all of it is said again. */
    long held() {
        return held.bytes();
    }

    private String kept(String more) {
        held.text(more);
        return more;
    }

    /** The answer as it is; nothing comes after it. */
    ObjectNode whole() {
        begin();
        endOpen();
        calls.values().forEach(this::close);
        calls.clear();
        return draft.ended(model, List.copyOf(items.values()), finish, usage);
    }

    private void begin() {
        if (isBegun) return;
        isBegun = true;
        narrator.tell("response.created", said -> said.set("response", draft.begun(model)));
        narrator.tell("response.in_progress", said -> said.set("response", draft.begun(model)));
    }

    private void end() {
        if (isEnded) return;
        isEnded = true;
        ObjectNode whole = whole();
        narrator.tell(
                ResponseDraft.isCut(finish) ? "response.incomplete" : "response.completed",
                said -> said.set("response", whole));
        held.clear();
    }

    private void text(String more, List<LogProb> tokens) {
        if (more.isEmpty() && tokens.isEmpty()) return;
        held.logProbs(tokens);
        message().part(OpenPart.Kind.TEXT, characters).add(kept(more), tokens);
        characters += more.codePointCount(0, more.length());
    }

    private void refusal(String more) {
        if (more.isEmpty()) return;
        message().part(OpenPart.Kind.REFUSAL, characters).add(kept(more), List.of());
    }

    /** Servers send empty ones between the pieces of a text. */
    private void thought(String more) {
        if (!more.isEmpty()) reasoning().add(kept(more));
    }

    /** A document of the request has no word here. */
    private void cite(Citation citation) {
        if (citation.source() instanceof Citation.Source.Given) return;
        held.citation(citation);
        message().part(OpenPart.Kind.TEXT, characters).cite(citation);
    }

    private OpenMessage message() {
        if (open instanceof OpenMessage message) return message;
        return begin("msg", OpenMessage::new);
    }

    private OpenReasoning reasoning() {
        if (open instanceof OpenReasoning reasoning) return reasoning;
        return begin("rs", OpenReasoning::new);
    }

    private <T extends OpenItem> T begin(String kind, Function<ItemPlace, T> maker) {
        endOpen();
        T item = maker.apply(place(kind));
        open = item;
        return item;
    }

    private ItemPlace place(String kind) {
        begin();
        held.piece();
        int index = begun++;
        return new ItemPlace(narrator, index, draft.itemId(kind, index));
    }

    private void endOpen() {
        if (open != null) close(open);
        open = null;
    }

    /** What was being said when an answer was cut is cut itself. */
    private void close(OpenItem item) {
        items.put(item.place().index(), item.close(ResponseDraft.status(finish)));
    }

    /** It ends what was thought; that of another vendor is nobody's here. */
    private void seal(Seal seal) {
        if (seal.vendor().equals(Responses.VENDOR)) reasoning().seal(kept(seal.value()));
        if (open instanceof OpenReasoning) endOpen();
    }

    private void call(Event.ToolCallStarted started) {
        endOpen();
        OpenCall before = calls.remove(started.index());
        if (before != null) close(before);
        boolean free = draft.isFreeForm(started.name());
        calls.put(started.index(), new OpenCall(place(free ? "ctc" : "fc"), started, free));
    }

    /** Sounds and references have no item. */
    private void picture(Part.Media media) {
        if (!says(media) || !(media.source() instanceof Part.Source.Inline bytes)) return;
        endOpen();
        ItemPlace place = place("ig");
        place.added(picture(place, "in_progress").putNull("result"));
        ObjectNode item =
                picture(place, "completed").put("result", kept(bytes.base64().text()));
        item.put("output_format", bytes.mediaType().substring(bytes.mediaType().indexOf('/') + 1));
        place.tell("response.image_generation_call.completed", said -> {});
        items.put(place.index(), place.done(item));
    }

    /** Sounds, and what stands elsewhere, are no items of an answer. */
    static boolean says(Part.Media media) {
        return media.kind() == Part.Media.Kind.IMAGE && media.source() instanceof Part.Source.Inline;
    }

    private static ObjectNode picture(ItemPlace place, String status) {
        return Json.STRICT
                .createObjectNode()
                .put("type", "image_generation_call")
                .put("id", place.id())
                .put("status", status);
    }
}
