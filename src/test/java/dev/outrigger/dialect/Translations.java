package dev.outrigger.dialect;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Event;
import dev.outrigger.chat.ExchangeId;
import dev.outrigger.chat.Frame;
import dev.outrigger.chat.ModelName;
import dev.outrigger.dialect.Dialect.Answered;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What becomes of the cassettes between two dialects. */
final class Translations {
    static final ExchangeId ID = new ExchangeId("01JZ0000000000000000000000");
    static final ModelName MODEL = new ModelName("m");
    static final Rewrite REWRITE = new Rewrite(MODEL, Set.of(), Map.of(), Rewrite.StreamUsage.AS_ASKED);

    private Translations() {}

    /** The app's streamed answer, of the vendor's; absent where that tells of a failure. */
    static Optional<Bytes> stream(Spoken vendor, Spoken app, Bytes cassette) {
        List<Frame> frames = frames(vendor, cassette);
        if (hasFailed(frames)) return Optional.empty();
        Dialect.StreamEncoder encoder = app.dialect().streamEncoder(asking(app, true), ID);
        Retelling retelling = new Retelling(encoder.arguments());
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        for (Frame frame : frames)
            stream.writeBytes(encoder.encode(retelling.retold(frame)).array());
        if (frames.stream().noneMatch(Translations::hasEnded))
            stream.writeBytes(
                    encoder.encode(Frame.of(List.of(new Event.Ended()))).array());
        return Optional.of(Bytes.of(stream.toByteArray()));
    }

    /** The app's whole answer, of the vendor's; absent where that tells of a failure. */
    static Optional<Bytes> answer(Spoken vendor, Spoken app, String cassette) {
        if (!(vendor.dialect().decodeAnswer(Bytes.of(cassette)) instanceof Answered.Whole(Frame frame)))
            return Optional.empty();
        if (hasFailed(List.of(frame))) return Optional.empty();
        Frame retold = new Retelling(app.dialect().arguments()).retold(frame);
        return Optional.of(app.dialect().encodeAnswer(asking(app, false), List.of(retold), ID));
    }

    static List<Frame> frames(Spoken spoken, Bytes stream) {
        Dialect.StreamDecoder decoder = spoken.dialect().streamDecoder(REWRITE);
        List<Frame> frames = new ArrayList<>(decoder.decode(stream));
        frames.addAll(decoder.end());
        return frames;
    }

    /** A plain request in the dialect's own words. */
    static Inbound asking(Spoken spoken, boolean stream) {
        ChatRequest plain = ChatRequest.of(MODEL, "hi");
        ChatRequest request = new ChatRequest(
                plain.model(),
                plain.messages(),
                plain.tools(),
                plain.toolChoice(),
                plain.toolCalling(),
                plain.format(),
                plain.sampling(),
                plain.thinking(),
                plain.display(),
                stream,
                plain.vendorFields());
        return switch (spoken.dialect().encodeRequest(request, MODEL)) {
            case Encoding.Said said -> spoken.said(request, said);
            case Encoding.Unsayable(String what) -> throw new AssertionError(what);
        };
    }

    static boolean hasFailed(List<Frame> frames) {
        return frames.stream().flatMap(frame -> frame.events().stream()).anyMatch(Event.Failed.class::isInstance);
    }

    private static boolean hasEnded(Frame frame) {
        return frame.events().stream().anyMatch(Event.Ended.class::isInstance);
    }
}
