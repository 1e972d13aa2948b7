package dev.outrigger.dialect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Event;
import dev.outrigger.chat.Frame;
import dev.outrigger.dialect.Dialect.Answered;
import dev.outrigger.dialect.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.eventstream.Message;

/**
 * Answers of a vendor: its recorded ones, each told anew many times, with other words and fields, and in whatever of all
 * spellings of the same the vendor's format allows. What is told depends on the seed alone.
 */
public final class Traffic {
    private static final String USAGE_ALONE = "\"choices\":[],\"usage\":{";
    private static final List<String> ENDS = List.of("\n", "\r\n", "\r");

    private final Random random;
    private final Varied varied;

    Traffic(long seed) {
        random = new Random(seed);
        varied = new Varied(random);
    }

    /**
     * One answer.
     *
     * @param bytes of the vendor
     * @param withoutUsage the same, but for an event that holds usage alone
     */
    public record Told(Bytes bytes, Bytes withoutUsage) {
        private static Told of(String text) {
            return of(Bytes.of(text));
        }

        private static Told of(Bytes bytes) {
            return new Told(bytes, bytes);
        }
    }

    /** As many as have this length together. */
    List<Told> of(Spoken vendor, Way.Form form, int length) {
        List<Function<Traffic, Told>> recorded = switch (form) {
            case WHOLE ->
                whole(vendor.cassettes("answer-").stream()
                        .filter(cassette -> isWhole(vendor, cassette))
                        .toList());
            case EMBEDDINGS -> whole(vendor.cassettes("embeddings-answer"));
            case STREAM -> streams(vendor, teller(vendor.dialect().streamType()));
            case ARRAY -> streams(vendor, Traffic::array);
        };
        List<Told> answers = new ArrayList<>();
        for (int told = 0; told < length; told += answers.getLast().bytes().size())
            answers.add(recorded.get(answers.size() % recorded.size()).apply(this));
        return answers;
    }

    private static boolean isWhole(Spoken vendor, String cassette) {
        return vendor.dialect().decodeAnswer(Bytes.of(cassette)) instanceof Answered.Whole;
    }

    private static List<Function<Traffic, Told>> whole(List<String> cassettes) {
        return cassettes.stream()
                .<Function<Traffic, Told>>map(cassette -> traffic -> traffic.answer(cassette))
                .toList();
    }

    private static List<Function<Traffic, Told>> streams(Spoken vendor, Teller teller) {
        return vendor.streams().stream()
                .map(cassette -> Translations.frames(vendor, cassette))
                .filter(frames -> !Translations.hasFailed(frames))
                .<Function<Traffic, Told>>map(frames -> traffic -> teller.tell(traffic, traffic.repeated(frames)))
                .toList();
    }

    /** How a stream is written. */
    private interface Teller {
        Told tell(Traffic traffic, List<Bytes> events);
    }

    private static Teller teller(String type) {
        return switch (type) {
            case "text/event-stream" -> Traffic::events;
            case "application/x-ndjson" -> Traffic::lines;
            case "application/vnd.amazon.eventstream" -> Traffic::messages;
            default -> throw new AssertionError("nobody here writes " + type);
        };
    }

    /** What is but more text may come any number of times. */
    private List<Bytes> repeated(List<Frame> frames) {
        List<Bytes> events = new ArrayList<>();
        for (Frame frame : frames) {
            boolean isText =
                    !frame.events().isEmpty() && frame.events().stream().allMatch(Event.TextDelta.class::isInstance);
            for (int times = isText ? 1 + random.nextInt(8) : 1; times > 0; times--) events.add(frame.raw());
        }
        return events;
    }

    /** A whole one, of a recorded one. */
    Told answer(String cassette) {
        String around = random.nextBoolean() ? "" : "\r\n \t";
        return Told.of(around + OddJson.lines(random, varied.vary(object(cassette))) + around);
    }

    private Told events(List<Bytes> events) {
        boolean isMixed = random.nextInt(4) == 0;
        String end = ENDS.get(random.nextInt(ENDS.size()));
        StringBuilder out = new StringBuilder();
        String usage = "";
        for (Bytes event : events) {
            if (random.nextInt(8) == 0) out.append(": ünknown comment" + end + end);
            if (random.nextInt(12) == 0) out.append("event: x_vendor" + end).append(data(news(), end) + end);
            String told = event(event.utf8(), isMixed ? ENDS.get(random.nextInt(ENDS.size())) : end);
            if (event.utf8().contains(USAGE_ALONE)) usage = told;
            out.append(told);
        }
        // The last line, or the empty one after it, may lack its end.
        while (random.nextInt(3) == 0 && out.charAt(out.length() - 1) <= '\r') out.setLength(out.length() - 1);
        return new Told(Bytes.of(out.toString()), Bytes.of(out.toString().replace(usage, "")));
    }

    private String event(String recorded, String end) {
        StringBuilder out = new StringBuilder();
        if (random.nextInt(9) == 0) out.append("id: " + random.nextInt(99) + end + "retry: 10000" + end + ":" + end);
        for (String line : recorded.lines().toList()) {
            if (line.startsWith("data: {"))
                out.append(data(varied.vary(object(line.substring("data: ".length()))), end));
            else if (!line.isEmpty()) out.append(line + end);
        }
        return out + end;
    }

    private String data(ObjectNode json, String end) {
        String field = random.nextInt(4) == 0 ? "data:" : "data: ";
        String text = random.nextInt(9) == 0 ? OddJson.lines(random, json) : OddJson.line(random, json);
        return text.lines().map(line -> field + line + end).collect(Collectors.joining());
    }

    private ObjectNode news() {
        return Json.STRICT.createObjectNode().put("type", "x_vendor").set("x", varied.unknown());
    }

    private Told lines(List<Bytes> lines) {
        String end = ENDS.get(random.nextInt(2));
        String told = lines.stream()
                .map(line -> OddJson.line(random, varied.vary(object(line.utf8())))
                        + (random.nextInt(9) == 0 ? end + " " : ""))
                .collect(Collectors.joining(end));
        return Told.of(told + (random.nextBoolean() ? end : ""));
    }

    /** What the vendor streams to those who do not want events. */
    private Told array(List<Bytes> events) {
        String end = ENDS.get(random.nextInt(2));
        String between = random.nextBoolean() ? "," + end : " " + end + ",";
        return Told.of(events.stream()
                .map(event -> object(event.utf8().strip().substring("data: ".length())))
                .map(chunk -> OddJson.lines(random, varied.vary(chunk)))
                .collect(Collectors.joining(
                        between, "[", (random.nextBoolean() ? end : "") + "]" + (random.nextBoolean() ? end : ""))));
    }

    private Told messages(List<Bytes> messages) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Bytes raw : messages) {
            Message message = Message.decode(ByteBuffer.wrap(raw.array()));
            ObjectNode payload = varied.vary(object(new String(message.getPayload(), StandardCharsets.UTF_8)));
            byte[] json = OddJson.lines(random, payload).getBytes(StandardCharsets.UTF_8);
            new Message(message.getHeaders(), json).encode(out);
        }
        return Told.of(Bytes.of(out.toByteArray()));
    }

    private static ObjectNode object(String json) {
        try {
            return (ObjectNode) Json.STRICT.readTree(json);
        } catch (IOException garbage) {
            throw new UncheckedIOException(garbage);
        }
    }
}
