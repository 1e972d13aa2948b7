package dev.outrigger.dialect.anthropic;

import dev.outrigger.chat.Thinking;
import dev.outrigger.chat.Thinking.Effort.Level;
import dev.outrigger.dialect.VendorFields;
import dev.outrigger.dialect.json.Json;
import dev.outrigger.dialect.json.JsonValue;
import java.util.Optional;
import java.util.Set;

/**
 * Reads how much a model may think: {@code thinking}, and {@code output_config.effort} beside it. Source: "Extended
 * thinking" and "Effort" (https://docs.anthropic.com/en/docs/build-with-claude/extended-thinking).
 */
final class AnthropicThinking {
    private static final String EFFORT = "output_config.effort";

    private final VendorFields vendor;
    private final JsonValue thinking;
    private final JsonValue effort;

    AnthropicThinking(VendorFields vendor, JsonValue thinking, JsonValue effort) {
        this.vendor = vendor;
        this.thinking = thinking;
        this.effort = effort.isNull() ? JsonValue.MISSING : effort;
    }

    /** An effort beside a budget, or beside no thinking at all, has no word and is named. */
    Optional<Thinking> decode() {
        vendor.unknownIn(thinking, "thinking.", Set.of("type", "budget_tokens", "display"));
        Optional<Thinking.Effort> level = level();
        if (thinking.isMissing()) return level.map(said -> said);
        return switch (Json.text("thinking.type", thinking.get("type"))) {
            case "adaptive" -> Optional.of(level.<Thinking>map(said -> said).orElseGet(Thinking.Free::new));
            case "disabled" -> Optional.of(alone(new Thinking.Off()));
            case "enabled" ->
                Optional.of(alone(
                        new Thinking.Budget(Json.count("thinking.budget_tokens", thinking.get("budget_tokens")))));
            default -> {
                vendor.add("", "thinking");
                yield level.map(said -> said);
            }
        };
    }

    private Thinking alone(Thinking said) {
        if (!effort.isMissing()) vendor.add("", EFFORT);
        return said;
    }

    Optional<Thinking.Display> display() {
        JsonValue display = thinking.get("display");
        if (display.says("summarized")) return Optional.of(Thinking.Display.SHOWN);
        if (display.says("omitted")) return Optional.of(Thinking.Display.HIDDEN);
        if (thinking.has("display")) vendor.add("thinking.", "display");
        return Optional.empty();
    }

    private Optional<Thinking.Effort> level() {
        if (effort.isMissing()) return Optional.empty();
        Optional<Thinking.Effort> level = switch (Json.text(EFFORT, effort)) {
            case "low" -> Optional.of(new Thinking.Effort(Level.LOW));
            case "medium" -> Optional.of(new Thinking.Effort(Level.MEDIUM));
            case "high" -> Optional.of(new Thinking.Effort(Level.HIGH));
            case "xhigh" -> Optional.of(new Thinking.Effort(Level.VERY_HIGH));
            case "max" -> Optional.of(new Thinking.Effort(Level.MAX));
            default -> Optional.empty();
        };
        if (level.isEmpty()) vendor.add("", EFFORT);
        return level;
    }
}
