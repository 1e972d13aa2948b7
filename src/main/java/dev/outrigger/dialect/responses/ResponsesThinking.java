package dev.outrigger.dialect.responses;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Feature;
import dev.outrigger.chat.Thinking;
import dev.outrigger.chat.Thinking.Effort.Level;
import dev.outrigger.dialect.VendorFields;
import dev.outrigger.dialect.json.Json;
import dev.outrigger.dialect.json.JsonValue;
import java.util.Optional;
import java.util.Set;

/** The field {@code reasoning} of a request: how much is thought, and whether it is told. */
record ResponsesThinking(Optional<Thinking> thinking, Optional<Thinking.Display> display) {
    /** Budgets of reasoning up to these many tokens are told as a low, or a medium effort. */
    private static final int LOW_TOKENS = 2_048;

    private static final int MEDIUM_TOKENS = 8_192;

    static ResponsesThinking of(Optional<JsonValue> reasoning, VendorFields vendor) {
        if (reasoning.isEmpty()) return new ResponsesThinking(Optional.empty(), Optional.empty());
        JsonValue said = Json.object("reasoning", reasoning.get());
        vendor.unknownIn(said, "reasoning.", Set.of("effort", "summary", "generate_summary"));
        boolean shown = said.has("summary") || said.has("generate_summary");
        return new ResponsesThinking(
                effort(said, vendor), shown ? Optional.of(Thinking.Display.SHOWN) : Optional.empty());
    }

    private static Optional<Thinking> effort(JsonValue said, VendorFields vendor) {
        if (!said.has("effort")) return Optional.empty();
        String word = Json.text("reasoning.effort", said.get("effort"));
        if (word.equals("none")) return Optional.of(new Thinking.Off());
        for (Level level : Level.values()) if (word(level).equals(word)) return Optional.of(new Thinking.Effort(level));
        vendor.add("", "reasoning.effort");
        return Optional.empty();
    }

    /** Says what a request wants. */
    static void write(ChatRequest request, ObjectNode body, Set<Feature> lost) {
        request.thinking().ifPresent(thinking -> {
            boolean isSaid = thinking instanceof Thinking.Off || thinking instanceof Thinking.Effort;
            if (!isSaid) lost.add(Feature.THINKING);
            word(thinking).ifPresent(word -> body.withObject("/reasoning").put("effort", word));
        });
        if (request.display().filter(Thinking.Display.SHOWN::equals).isPresent())
            body.withObject("/reasoning").put("summary", "auto");
    }

    /** The effort; none where the model decides, as it does when nothing is said. */
    static Optional<String> word(Thinking thinking) {
        return switch (thinking) {
            case Thinking.Off off -> Optional.of("none");
            case Thinking.Free free -> Optional.empty();
            case Thinking.Effort effort -> Optional.of(word(effort.level()));
            case Thinking.Budget budget -> Optional.of(word(level(budget.tokens())));
        };
    }

    private static Level level(int tokens) {
        if (tokens <= LOW_TOKENS) return Level.LOW;
        return tokens <= MEDIUM_TOKENS ? Level.MEDIUM : Level.HIGH;
    }

    private static String word(Level level) {
        return switch (level) {
            case MINIMAL -> "minimal";
            case LOW -> "low";
            case MEDIUM -> "medium";
            case HIGH -> "high";
            case VERY_HIGH -> "xhigh";
            case MAX -> "max";
        };
    }
}
