package dev.outrigger.dialect.bedrock;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Feature;
import dev.outrigger.chat.Sampling;
import dev.outrigger.chat.Thinking;
import dev.outrigger.chat.Thinking.Effort.Level;
import dev.outrigger.chat.ToolChoice;
import dev.outrigger.dialect.ToolLoop;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Says how much a model may think: an effort in the API's own word, all else in Claude's. Claude refuses it beside a tool
 * that must be called, and a budget that is not below the bound on the answer: then the tool and the bound stay, and the
 * wish to think goes.
 */
final class BedrockThinkingWriter {
    /** The smallest budget, and what is left for the answer where the request says no bound. */
    static final int LEAST_BUDGET = 1_024;

    static final int ANSWER_TOKENS = 4_096;

    private final ObjectNode body;
    private final Set<Feature> lost;
    private final BedrockFamily family;
    private int budget;

    BedrockThinkingWriter(ObjectNode body, Set<Feature> lost, BedrockFamily family) {
        this.body = body;
        this.lost = lost;
        this.family = family;
    }

    /** Whether a model thinks that then has a temperature of its own. */
    boolean write(ChatRequest request) {
        Optional<Thinking> wanted = request.thinking();
        boolean thinks = false;
        if (wanted.isPresent()) {
            boolean off = wanted.get() instanceof Thinking.Off;
            if (!off && isForced(request) && family == BedrockFamily.CLAUDE) lost.add(Feature.THINKING);
            else thinks = write(wanted.get(), request);
        }
        boolean shows = thinks;
        request.display().ifPresent(display -> display(display, shows));
        return thinks;
    }

    private boolean write(Thinking thinking, ChatRequest request) {
        if (thinking instanceof Thinking.Effort(Level level)) {
            if (level == Level.MINIMAL) lost.add(Feature.THINKING);
            body.withObject("/outputConfig").put("effort", word(level));
        } else if (family != BedrockFamily.CLAUDE) {
            lost.add(Feature.THINKING);
        }
        if (family != BedrockFamily.CLAUDE) return false;
        return switch (thinking) {
            case Thinking.Off off -> {
                thinking().put("type", "disabled");
                yield false;
            }
            case Thinking.Free _, Thinking.Effort _ -> {
                thinking().put("type", "adaptive");
                yield true;
            }
            case Thinking.Budget(int tokens) -> budget(tokens, request);
        };
    }

    private boolean budget(int wanted, ChatRequest request) {
        int below = request.sampling().maxTokens().orElse(Integer.MAX_VALUE);
        int tokens = Math.min(Math.max(wanted, LEAST_BUDGET), below - 1);
        if (tokens != wanted) lost.add(Feature.THINKING);
        if (tokens < LEAST_BUDGET || ToolLoop.isWithoutThought(request.messages(), BedrockWords::isOurs)) {
            lost.add(Feature.THINKING);
            return false;
        }
        budget = tokens;
        thinking().put("type", "enabled").put("budget_tokens", tokens);
        return true;
    }

    private ObjectNode thinking() {
        return body.withObject("/" + BedrockExtras.FIELD + "/thinking");
    }

    /** The bound on the answer, of whose tokens those thought are a part: one that is not said must be above the budget. */
    OptionalInt maxTokens(Sampling sampling) {
        if (sampling.maxTokens().isPresent() || budget == 0) return sampling.maxTokens();
        return OptionalInt.of(Math.min(budget, Integer.MAX_VALUE - ANSWER_TOKENS) + ANSWER_TOKENS);
    }

    private static boolean isForced(ChatRequest request) {
        return request.toolChoice()
                .map(choice -> switch (choice) {
                    case ToolChoice.Required _, ToolChoice.Named _ -> true;
                    case ToolChoice.Among among -> among.duty() == ToolChoice.Among.Duty.MUST;
                    case ToolChoice.Auto _, ToolChoice.None _ -> false;
                })
                .orElse(false);
    }

    /** One that does not think shows nothing anyhow. */
    private void display(Thinking.Display display, boolean thinks) {
        boolean shown = display == Thinking.Display.SHOWN;
        if (thinks) thinking().put("display", shown ? "summarized" : "omitted");
        else lost.add(Feature.DISPLAY);
    }

    private static String word(Level level) {
        return switch (level) {
            case MINIMAL, LOW -> "low";
            case MEDIUM -> "medium";
            case HIGH -> "high";
            case VERY_HIGH -> "xhigh";
            case MAX -> "max";
        };
    }
}
