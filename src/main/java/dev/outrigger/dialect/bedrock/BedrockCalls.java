package dev.outrigger.dialect.bedrock;

import dev.outrigger.chat.ExchangeId;

/** Ids of tools' calls, by which an app says whose a result is, so that there must be one. */
final class BedrockCalls {
    private BedrockCalls() {}

    /** The vendor's own, or one that is made here. */
    static String id(String id, ExchangeId exchange, int index) {
        return id.isEmpty() ? "tooluse_" + exchange.value() + "_" + index : id;
    }
}
