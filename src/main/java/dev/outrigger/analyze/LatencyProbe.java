package dev.outrigger.analyze;

import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Message;
import dev.outrigger.chat.OutputFormat;
import dev.outrigger.chat.Part;
import dev.outrigger.chat.Role;
import dev.outrigger.chat.Thinking;
import io.vertx.core.Future;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Whether somebody waits for the answer, by rule. What the app says in a header counts; else what tells of a reader or of a
 * program adds up, in log-odds of a reader:
 *
 * <pre>
 * +2.0  the answer is wanted piece by piece              −0.5  it must be JSON
 * +1.2  the user wrote in more than one turn             −1.0  several answers are asked for
 * +0.7  a tool just answered, in the middle of a turn    −0.8  8,192 tokens or more are allowed, but not piece by piece
 * +0.8  the words say that it is urgent                  −0.8  much reasoning is asked for, but not piece by piece
 *                                                        −1.2  the words say that it can wait
 * </pre>
 *
 * The confidence is that of the sum, {@code 1 / (1 + e^−|sum|)}: by rule, fitted to nothing, as no public set says who waits.
 * Below {@link #LEAST} the score is missing and shows its guess; that an answer is wanted whole is no evidence, as it is what
 * most dialects take for granted.
 */
public final class LatencyProbe implements Probe {
    /** The least confidence of a measured value: one that needs more than the weakest sign. */
    static final double LEAST = 0.65;
    /** Vendors advise to stream answers that may be so long. */
    static final int LONG_TOKENS = 8192;

    private static final double STREAM = 2.0;
    private static final double SEVERAL_TURNS = 1.2;
    private static final double OPEN_LOOP = 0.7;
    private static final double JSON = -0.5;
    private static final double SEVERAL_ANSWERS = -1.0;
    private static final double LONG_ANSWER = -0.8;
    private static final double LONG_THOUGHT = -0.8;

    private static final Set<Dimension> READ = Set.of(Dimension.LATENCY);

    @Override
    public String name() {
        return "latency";
    }

    @Override
    public Set<Dimension> dimensions() {
        return READ;
    }

    @Override
    public Effort effort() {
        return Effort.INSTANT;
    }

    @Override
    public Future<Reading> measure(Subject subject) {
        Score score = subject.stated().map(LatencyProbe::stated).orElseGet(() -> judged(evidence(subject)));
        return Future.succeededFuture(new Reading(Map.of(Dimension.LATENCY, score), Reading.JAVA));
    }

    private static Score stated(Patience patience) {
        return new Score.Measured(new Score.Value.Label(patience.word()), OptionalDouble.empty());
    }

    private static Score judged(double logOdds) {
        if (logOdds == 0) return Score.missing(Score.Reason.UNSURE);
        double confidence = 1 / (1 + Math.exp(-Math.abs(logOdds)));
        Patience patience = logOdds > 0 ? Patience.INTERACTIVE : Patience.BATCH;
        Score.Measured likeliest = Score.labelled(patience.word(), confidence);
        return confidence >= LEAST ? likeliest : Score.abstained(likeliest);
    }

    private static double evidence(Subject subject) {
        ChatRequest request = subject.request();
        double sum = subject.asked().map(AskedText::text).map(Urgency::of).orElse(0.0);
        if (request.stream()) sum += STREAM;
        else sum += patience(request);
        if (turns(request) > 1) sum += SEVERAL_TURNS;
        if (isInToolLoop(request)) sum += OPEN_LOOP;
        if (!(request.format() instanceof OutputFormat.Free)) sum += JSON;
        if (request.sampling().choices() > 1) sum += SEVERAL_ANSWERS;
        return sum;
    }

    /** Of one that wants its answer whole, when that takes long. */
    private static double patience(ChatRequest request) {
        double sum = request.sampling().maxTokens().orElse(0) >= LONG_TOKENS ? LONG_ANSWER : 0;
        return request.thinking().filter(LatencyProbe::isLong).isPresent() ? sum + LONG_THOUGHT : sum;
    }

    private static boolean isLong(Thinking thinking) {
        return switch (thinking) {
            case Thinking.Off off -> false;
            case Thinking.Free free -> false;
            case Thinking.Effort(Thinking.Effort.Level level) -> level.compareTo(Thinking.Effort.Level.HIGH) >= 0;
            case Thinking.Budget(int tokens) -> tokens >= LONG_TOKENS;
        };
    }

    /** Messages in which the user said something, not a tool in the user's place. */
    private static long turns(ChatRequest request) {
        return request.messages().stream()
                .filter(message -> message.role() == Role.USER)
                .filter(message -> message.parts().stream().anyMatch(Part.Text.class::isInstance))
                .count();
    }

    private static boolean isInToolLoop(ChatRequest request) {
        Optional<Message> last = request.messages().isEmpty()
                ? Optional.empty()
                : Optional.of(request.messages().getLast());
        return last.filter(message -> message.role() == Role.TOOL
                        || message.parts().stream().anyMatch(Part.ToolResult.class::isInstance))
                .isPresent();
    }
}
