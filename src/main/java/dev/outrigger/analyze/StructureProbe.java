package dev.outrigger.analyze;

import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.OutputFormat;
import dev.outrigger.chat.Part;
import dev.outrigger.chat.Passage;
import dev.outrigger.chat.Role;
import dev.outrigger.dialect.ToolLoop;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * What can be told without a model: tokens (estimated), turns, tools, media, fenced code blocks, the form of the answer,
 * and where a loop of tools is:
 *
 * <ul>
 *   <li>{@code running}: tools have answered, and the model has said nothing since; what the user says beside the results does
 *       not end it, as not every dialect can tell the two apart.
 *   <li>{@code offered}: tools are offered, and the model is not in the middle of using them.
 *   <li>{@code none}: neither.
 * </ul>
 */
public final class StructureProbe implements Probe {
    /** Labels of {@link Dimension#TOOL_LOOP}. */
    static final List<String> TOOL_LOOPS = List.of("none", "offered", "running");
    /** Labels of {@link Dimension#OUTPUT_SCHEMA}. */
    static final List<String> FORMS = List.of("none", "json", "schema");

    /** Three of these are a fence. */
    private static final char FENCE = '`';

    private static final int FENCE_CHARS = 3;

    @Override
    public String name() {
        return "structure";
    }

    @Override
    public Set<Dimension> dimensions() {
        return Set.of(
                Dimension.TOKENS,
                Dimension.FAMILY_TOKENS,
                Dimension.TURNS,
                Dimension.TOOLS,
                Dimension.TOOL_LOOP,
                Dimension.IMAGES,
                Dimension.DOCUMENTS,
                Dimension.AUDIO,
                Dimension.VIDEO,
                Dimension.OUTPUT_SCHEMA,
                Dimension.CODE_FENCES);
    }

    @Override
    public Effort effort() {
        return Effort.INSTANT;
    }

    @Override
    public Future<Reading> measure(Subject subject) {
        ChatRequest request = subject.request();
        TokenEstimate tokens = TokenEstimate.read(request);
        Map<Dimension, Score> scores = new HashMap<>(media(request));
        scores.put(Dimension.TOKENS, Score.counted(tokens.tokens()));
        scores.put(Dimension.FAMILY_TOKENS, Score.counted(tokens.byFamily()));
        scores.put(Dimension.TURNS, Score.counted(turns(request)));
        scores.put(Dimension.TOOLS, Score.counted(request.tools().size()));
        scores.put(Dimension.TOOL_LOOP, Score.told(toolLoop(request)));
        scores.put(Dimension.OUTPUT_SCHEMA, Score.told(form(request.format())));
        scores.put(Dimension.CODE_FENCES, Score.counted(codeFences(request)));
        return Future.succeededFuture(new Reading(scores, Reading.JAVA));
    }

    private static Map<Dimension, Score> media(ChatRequest request) {
        Map<Part.Media.Kind, Long> counts = Texts.parts(request)
                .filter(Part.Media.class::isInstance)
                .collect(Collectors.groupingBy(part -> ((Part.Media) part).kind(), Collectors.counting()));
        return Map.of(
                Dimension.IMAGES, Score.counted(counts.getOrDefault(Part.Media.Kind.IMAGE, 0L)),
                Dimension.DOCUMENTS, Score.counted(counts.getOrDefault(Part.Media.Kind.DOCUMENT, 0L)),
                Dimension.AUDIO, Score.counted(counts.getOrDefault(Part.Media.Kind.AUDIO, 0L)),
                Dimension.VIDEO, Score.counted(counts.getOrDefault(Part.Media.Kind.VIDEO, 0L)));
    }

    private static String toolLoop(ChatRequest request) {
        if (ToolLoop.isOpen(request.messages())) return "running";
        return request.tools().isEmpty() ? "none" : "offered";
    }

    private static String form(OutputFormat format) {
        return switch (format) {
            case OutputFormat.Free free -> "none";
            case OutputFormat.Json json -> "json";
            case OutputFormat.Schema schema -> "schema";
        };
    }

    private static long turns(ChatRequest request) {
        return request.messages().stream()
                .filter(message -> message.role() == Role.USER)
                .count();
    }

    /** Blocks, not fences: a block that is not closed counts as one. */
    private static int codeFences(ChatRequest request) {
        int[] blocks = {0};
        Texts.forEach(request, text -> blocks[0] += (fences(text) + 1) / 2);
        return blocks[0];
    }

    private static int fences(Passage text) {
        Fences fences = new Fences();
        text.forEach(fences);
        return fences.count;
    }

    /** Counts the fences of a text that comes in pieces; one may be cut in two. */
    private static final class Fences implements Consumer<String> {
        private int count;
        private int run;

        @Override
        public void accept(String piece) {
            for (int i = 0; i < piece.length(); i++) {
                run = piece.charAt(i) == FENCE ? run + 1 : 0;
                if (run < FENCE_CHARS) continue;
                run = 0;
                count++;
            }
        }
    }
}
