package dev.outrigger.dialect.bedrock;

import dev.outrigger.chat.ModelName;
import java.util.Locale;

/** Whose model it is, by its id: what Converse leaves to models is not said alike of all. */
enum BedrockFamily {
    /** Takes {@code thinking} and {@code top_k}, marks for its cache, and wants its thoughts signed. */
    CLAUDE,
    /** Takes marks for its cache. */
    NOVA,
    OTHER;

    /** Of an id, an inference profile's, or an ARN that holds one; one that an operator chose says nothing. */
    static BedrockFamily of(ModelName model) {
        String id = model.value().toLowerCase(Locale.ROOT);
        if (id.contains("anthropic.") || id.contains("claude")) return CLAUDE;
        return id.contains("amazon.nova") ? NOVA : OTHER;
    }

    boolean hasCache() {
        return this != OTHER;
    }
}
