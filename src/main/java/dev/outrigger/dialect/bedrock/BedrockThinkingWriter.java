package dev.outrigger.dialect.bedrock;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Feature;
import dev.outrigger.chat.ModelName;
import dev.outrigger.chat.Sampling;
import dev.outrigger.chat.Thinking;
import dev.outrigger.chat.Thinking.Effort.Level;
import dev.outrigger.chat.ToolChoice;
import dev.outrigger.dialect.ClaudeModel;
import dev.outrigger.dialect.ToolLoop;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Says how much a model may think: an effort in the API's own word, all else in Claude's. Claude refuses it beside a tool
 * that must be called, and a budget that is not below the bound on the answer: then the tool and the bound stay, and the
 * wish to think goes. Older ones know no effort, and get a budget.
 */
final class BedrockThinkingWriter {
    /** The smallest budget, and what is left for the answer where the request says no bound. */
    static final int LEAST_BUDGET = 1_024;

    static final int ANSWER_TOKENS = 4_096;

    private final ObjectNode body;
    private final Set<Feature> lost;
    private final BedrockFamily family;
    private final ClaudeModel model;
    private int budget;

    BedrockThinkingWriter(ObjectNode body, Set<Feature> lost, ModelName model) {
        this.body = body;
        this.model = new ClaudeModel(model);
        this.lost = lost;
        this.family = BedrockFamily.of(model);
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
        return family == BedrockFamily.CLAUDE ? claude(thinking, request) : another(thinking);
    }

    private boolean another(Thinking thinking) {
        if (thinking instanceof Thinking.Effort(Level level)) {
            if (level == Level.MINIMAL) lost.add(Feature.THINKING);
            effort(level);
        } else lost.add(Feature.THINKING);
        return false;
    }

    private boolean claude(Thinking thinking, ChatRequest request) {
        if (thinking instanceof Thinking.Off) {
            thinking().put("type", "disabled");
            return false;
        }
        if (!model.thinks()) {
            lost.add(Feature.THINKING);
            return false;
        }
        return switch (thinking) {
            case Thinking.Off off -> false;
            case Thinking.Free free when model.isAdaptive() -> adaptive();
            case Thinking.Free free -> {
                lost.add(Feature.THINKING);
                yield budget(ClaudeModel.budget(Level.MEDIUM), request);
            }
            case Thinking.Effort(Level level) -> effort(level, request);
            case Thinking.Budget(int tokens) when model.takesBudget() -> budget(tokens, request);
            case Thinking.Budget(int tokens) -> {
                lost.add(Feature.THINKING);
                yield effort(ClaudeModel.effort(tokens), request);
            }
        };
    }

    private boolean effort(Level wanted, ChatRequest request) {
        Level level = model.nearest(wanted);
        if (level != wanted) lost.add(Feature.THINKING);
        if (model.takesEffort()) effort(level);
        return model.isAdaptive() ? adaptive() : budget(ClaudeModel.budget(level), request);
    }

    private void effort(Level level) {
        body.withObject("/outputConfig").put("effort", ClaudeModel.word(level));
    }

    private boolean adaptive() {
        thinking().put("type", "adaptive");
        return true;
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
}
