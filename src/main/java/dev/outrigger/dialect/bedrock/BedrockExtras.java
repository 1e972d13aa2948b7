package dev.outrigger.dialect.bedrock;

import dev.outrigger.chat.Thinking;
import dev.outrigger.chat.Thinking.Effort.Level;
import dev.outrigger.dialect.VendorFields;
import dev.outrigger.dialect.json.Json;
import dev.outrigger.dialect.json.JsonValue;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Reads {@code additionalModelRequestFields}, in which a model's vendor is spoken to in his own words, as far as they are
 * Claude's for what has a word; and {@code outputConfig.effort}, which says the same for all. Source: Amazon Bedrock,
 * "Extended thinking" (https://docs.aws.amazon.com/bedrock/latest/userguide/claude-messages-extended-thinking.html).
 */
final class BedrockExtras {
    static final String FIELD = "additionalModelRequestFields";
    private static final String THINKING = FIELD + ".thinking";
    private static final String EFFORT = "outputConfig.effort";

    private final VendorFields vendor;
    private final JsonValue extras;
    private final JsonValue thinking;
    private final JsonValue effort;

    /** @param effort missing when it is not said */
    BedrockExtras(VendorFields vendor, JsonValue extras, JsonValue effort) {
        this.vendor = vendor;
        this.extras = extras;
        this.thinking = extras.has("thinking") ? Json.object(THINKING, extras.get("thinking")) : JsonValue.MISSING;
        this.effort = effort.isNull() ? JsonValue.MISSING : effort;
        vendor.unknownIn(extras, FIELD + ".", Set.of("thinking", "top_k"));
        vendor.unknownIn(thinking, THINKING + ".", Set.of("type", "budget_tokens", "display"));
    }

    /** 0 bounds nothing. */
    OptionalInt topK() {
        if (!extras.has("top_k")) return OptionalInt.empty();
        long k = Json.whole(FIELD + ".top_k", extras.get("top_k"));
        return k >= 1 && k <= Integer.MAX_VALUE ? OptionalInt.of((int) k) : OptionalInt.empty();
    }

    /** An effort beside a budget, or beside no thinking at all, has no word and is named. */
    Optional<Thinking> thinking() {
        Optional<Thinking> level = level();
        if (thinking.isMissing()) return level;
        return switch (Json.text(THINKING + ".type", thinking.get("type"))) {
            case "adaptive" -> level.isPresent() ? level : Optional.of(new Thinking.Free());
            case "disabled" -> Optional.of(alone(new Thinking.Off()));
            case "enabled" ->
                Optional.of(alone(
                        new Thinking.Budget(Json.count(THINKING + ".budget_tokens", thinking.get("budget_tokens")))));
            default -> {
                vendor.add("", THINKING);
                yield level;
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
        if (thinking.has("display")) vendor.add(THINKING + ".", "display");
        return Optional.empty();
    }

    private Optional<Thinking> level() {
        if (effort.isMissing()) return Optional.empty();
        Optional<Thinking> level = switch (Json.text(EFFORT, effort)) {
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
