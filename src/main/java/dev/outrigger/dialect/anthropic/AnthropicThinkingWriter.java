package dev.outrigger.dialect.anthropic;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Feature;
import dev.outrigger.chat.Thinking;
import dev.outrigger.chat.Thinking.Effort.Level;
import dev.outrigger.chat.ToolChoice;
import dev.outrigger.dialect.ClaudeModel;
import dev.outrigger.dialect.ToolLoop;
import java.util.Optional;
import java.util.Set;

/**
 * Says how much a model may think. Anthropic refuses it beside a tool that must be called, and a budget that is not below
 * the bound on the answer: then the tool and the bound stay, and the wish to think goes. Older models know no
 * effort, and get a budget. Source: "Extended thinking"
 * (https://docs.anthropic.com/en/docs/build-with-claude/extended-thinking).
 */
final class AnthropicThinkingWriter {
    /** The smallest budget. */
    static final int LEAST_BUDGET = 1_024;

    private final ObjectNode body;
    private final ClaudeModel model;
    private final Set<Feature> lost;
    private Thinking said = new Thinking.Off();

    AnthropicThinkingWriter(ObjectNode body, ClaudeModel model, Set<Feature> lost) {
        this.body = body;
        this.model = model;
        this.lost = lost;
    }

    /** Whether the model thinks. */
    boolean write(ChatRequest request) {
        Optional<Thinking> wanted = request.thinking();
        if (wanted.isPresent()) {
            if (wanted.get() instanceof Thinking.Off) body.putObject("thinking").put("type", "disabled");
            else if (isForced(request)) lost.add(Feature.THINKING);
            else write(wanted.get(), request);
        }
        boolean thinks = !(said instanceof Thinking.Off);
        request.display().ifPresent(display -> display(display, thinks));
        return thinks;
    }

    /** What was written; off when nothing was. */
    Thinking said() {
        return said;
    }

    private static boolean isForced(ChatRequest request) {
        return request.toolChoice().map(ToolChoice::isDuty).orElse(false);
    }

    private void write(Thinking thinking, ChatRequest request) {
        if (!model.thinks()) lost.add(Feature.THINKING);
        else
            switch (thinking) {
                case Thinking.Off off -> {}
                case Thinking.Free free when model.isAdaptive() -> adaptive(free);
                case Thinking.Free free -> {
                    lost.add(Feature.THINKING);
                    budget(ClaudeModel.budget(Level.MEDIUM), request);
                }
                case Thinking.Effort(Level level) -> effort(level, request);
                case Thinking.Budget(int tokens) when model.takesBudget() -> budget(tokens, request);
                case Thinking.Budget(int tokens) -> {
                    lost.add(Feature.THINKING);
                    effort(ClaudeModel.effort(tokens), request);
                }
            }
    }

    private void effort(Level wanted, ChatRequest request) {
        Level level = model.nearest(wanted);
        if (level != wanted) lost.add(Feature.THINKING);
        if (model.isAdaptive()) adaptive(new Thinking.Effort(level));
        else budget(ClaudeModel.budget(level), request);
        if (model.takesEffort()) body.putObject("output_config").put("effort", ClaudeModel.word(level));
    }

    private void adaptive(Thinking thinking) {
        said = thinking;
        body.putObject("thinking").put("type", "adaptive");
    }

    private void budget(int wanted, ChatRequest request) {
        int below = request.sampling().maxTokens().orElse(Integer.MAX_VALUE);
        int tokens = Math.min(Math.max(wanted, LEAST_BUDGET), below - 1);
        if (tokens != wanted) lost.add(Feature.THINKING);
        if (tokens < LEAST_BUDGET || ToolLoop.isWithoutThought(request.messages(), AnthropicWords::isOurs)) {
            lost.add(Feature.THINKING);
            return;
        }
        said = new Thinking.Budget(tokens);
        body.putObject("thinking").put("type", "enabled").put("budget_tokens", tokens);
    }

    /** One that does not think shows nothing anyhow. */
    private void display(Thinking.Display display, boolean thinks) {
        boolean shown = display == Thinking.Display.SHOWN;
        if (thinks) body.withObject("/thinking").put("display", shown ? "summarized" : "omitted");
        else if (shown) lost.add(Feature.DISPLAY);
    }
}
