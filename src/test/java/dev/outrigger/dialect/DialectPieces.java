package dev.outrigger.dialect;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.ModelName;
import dev.outrigger.dialect.openai.OpenAi;
import dev.outrigger.support.OpenAiText;
import dev.outrigger.support.Piece;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

/** What becomes of a request's and an answer's bytes where the app and upstream speak the same dialect. */
public final class DialectPieces {
    private static final ModelName MODEL = new ModelName("gpt-5-mini-2026");
    private static final Dialect OPENAI = new OpenAi(InstantSource.system());
    private static final String WORDS =
            "Please say in two sentences what \\\"back-pressure\\\" means, and why it matters. ";
    private static final Bytes SHORT = request(4);
    private static final Bytes LONG = request(1200);

    private DialectPieces() {}

    /** Each of them. */
    public static List<Piece> all() {
        Bytes event = Bytes.of(OpenAiText.delta(" word"));
        Bytes ten = Bytes.of(OpenAiText.delta(" word").repeat(10));
        return List.of(
                new Piece("model named, body of 0.5 KB", () -> Rewrite.named(SHORT, MODEL)),
                new Piece("model named, body of 100 KB", () -> Rewrite.named(LONG, MODEL)),
                new Piece("request read and renamed, 0.5 KB", () -> rewritten(SHORT)),
                new Piece("request read and renamed, 100 KB", () -> rewritten(LONG)),
                new Piece("stream cut, an event", fed(event)),
                new Piece("stream cut, ten events at once", fed(ten)),
                new Piece("stream cut, an event in nine parts", inParts(event)),
                new Piece("stream read, an event", read(event)));
    }

    /** A conversation of so many sentences, in turns of four. */
    private static Bytes request(int sentences) {
        StringBuilder turns = new StringBuilder("{\"role\":\"system\",\"content\":\"You are terse.\"}");
        for (int i = 0; i < sentences; i += 4)
            turns.append(",{\"role\":\"")
                    .append(i % 8 == 0 ? "user" : "assistant")
                    .append("\",\"content\":\"")
                    .append(WORDS.repeat(4))
                    .append("\"}");
        return Bytes.of("{\"model\":\"mini\",\"messages\":[" + turns + "],\"temperature\":0.2,\"stream\":true}");
    }

    private static Object rewritten(Bytes body) {
        return switch (OPENAI.decodeRequest(OpenAiText.AT, body)) {
            case Dialect.Reading.Read(Inbound inbound) -> OPENAI.rewriteRequest(inbound, Rewrite.none(MODEL));
            default -> throw new IllegalStateException("not read");
        };
    }

    private static Supplier<?> fed(Bytes chunk) {
        SseCutter cutter = new SseCutter();
        return () -> cutter.feed(chunk);
    }

    private static Supplier<?> inParts(Bytes event) {
        List<Bytes> parts = java.util.stream.IntStream.range(0, 9)
                .mapToObj(i -> part(event.array(), i * event.size() / 9, (i + 1) * event.size() / 9))
                .toList();
        SseCutter cutter = new SseCutter();
        return () -> {
            Object last = parts;
            for (Bytes part : parts) last = cutter.feed(part);
            return last;
        };
    }

    private static Bytes part(byte[] all, int from, int to) {
        return Bytes.of(java.util.Arrays.copyOfRange(all, from, to));
    }

    private static Supplier<?> read(Bytes event) {
        Dialect.StreamDecoder decoder = OPENAI.streamDecoder(Rewrite.none(MODEL));
        return () -> decoder.decode(event);
    }
}
