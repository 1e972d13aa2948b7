package dev.outrigger.analyze;

import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Part;
import dev.outrigger.chat.Passage;
import dev.outrigger.chat.Role;
import io.vertx.core.Future;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Counts what can be counted without a model: tokens (estimated), turns, tools, images, fenced code blocks. */
public final class StructureProbe implements Probe {
    /** Three of these are a fence. */
    private static final char FENCE = '`';

    private static final int FENCE_CHARS = 3;

    @Override
    public String name() {
        return "structure";
    }

    @Override
    public Set<Dimension> dimensions() {
        return Set.of(Dimension.TOKENS, Dimension.TURNS, Dimension.TOOLS, Dimension.IMAGES, Dimension.CODE_FENCES);
    }

    @Override
    public Effort effort() {
        return Effort.INSTANT;
    }

    @Override
    public Future<Reading> measure(Subject subject) {
        ChatRequest request = subject.request();
        Map<Dimension, Score> scores = Map.of(
                Dimension.TOKENS, Score.counted(TokenEstimate.of(request)),
                Dimension.TURNS, Score.counted(turns(request)),
                Dimension.TOOLS, Score.counted(request.tools().size()),
                Dimension.IMAGES, Score.counted(images(request)),
                Dimension.CODE_FENCES, Score.counted(codeFences(request)));
        return Future.succeededFuture(new Reading(scores, Reading.JAVA));
    }

    private static long turns(ChatRequest request) {
        return request.messages().stream()
                .filter(message -> message.role() == Role.USER)
                .count();
    }

    private static long images(ChatRequest request) {
        return Texts.parts(request)
                .filter(part -> part instanceof Part.Media media && media.kind() == Part.Media.Kind.IMAGE)
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
