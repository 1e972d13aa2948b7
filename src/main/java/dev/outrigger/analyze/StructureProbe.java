package dev.outrigger.analyze;

import static java.util.Map.entry;

import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Message;
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
import java.util.function.Function;

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

    private static final Map<Dimension, Function<Subject, Score>> READ = Map.ofEntries(
            entry(Dimension.TOKENS, subject -> Score.counted(subject.tokens().tokens())),
            entry(
                    Dimension.FAMILY_TOKENS,
                    subject -> Score.counted(subject.tokens().byFamily())),
            entry(Dimension.TURNS, subject -> Score.counted(turns(subject.request()))),
            entry(
                    Dimension.TOOLS,
                    subject -> Score.counted(subject.request().tools().size())),
            entry(Dimension.TOOL_LOOP, subject -> Score.told(toolLoop(subject.request()))),
            entry(Dimension.IMAGES, media(Part.Media.Kind.IMAGE)),
            entry(Dimension.DOCUMENTS, media(Part.Media.Kind.DOCUMENT)),
            entry(Dimension.AUDIO, media(Part.Media.Kind.AUDIO)),
            entry(Dimension.VIDEO, media(Part.Media.Kind.VIDEO)),
            entry(
                    Dimension.OUTPUT_SCHEMA,
                    subject -> Score.told(form(subject.request().format()))),
            entry(Dimension.CODE_FENCES, subject -> Score.counted(codeFences(subject.request()))));

    @Override
    public String name() {
        return "structure";
    }

    @Override
    public Set<Dimension> dimensions() {
        return READ.keySet();
    }

    @Override
    public Effort effort() {
        return Effort.INSTANT;
    }

    @Override
    public Future<Reading> measure(Subject subject) {
        return measure(subject, READ.keySet());
    }

    /** Some of it takes a look at every character, so what nobody wants is not read. */
    @Override
    public Future<Reading> measure(Subject subject, Set<Dimension> wanted) {
        Map<Dimension, Score> scores = new HashMap<>();
        READ.forEach((dimension, reader) -> {
            if (wanted.contains(dimension)) scores.put(dimension, reader.apply(subject));
        });
        return Future.succeededFuture(new Reading(scores, Reading.JAVA));
    }

    private static Function<Subject, Score> media(Part.Media.Kind kind) {
        return subject -> Score.counted(Media.of(subject.request()).count(kind));
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
        long turns = 0;
        for (Message message : request.messages()) if (message.role() == Role.USER) turns++;
        return turns;
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
