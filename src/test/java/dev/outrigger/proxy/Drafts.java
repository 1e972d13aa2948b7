package dev.outrigger.proxy;

import dev.outrigger.chat.ExchangeId;
import dev.outrigger.exchange.Origin;
import dev.outrigger.registry.ModelProfile;
import dev.outrigger.registry.Price;
import dev.outrigger.support.Known;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Accounts that are just begun. */
final class Drafts {
    static final ExchangeId ID = new ExchangeId("01KAN9ZV7M4Q2W8E5R6T7Y8U9I");
    static final Origin ORIGIN =
            new Origin("openai", "POST", "/v1/chat/completions", Optional.empty(), false, Optional.empty(), 0);

    private Drafts() {}

    /** Among models that cost nothing anybody knows of. */
    static Account account() {
        return account(Map.of());
    }

    /** Among models of these prices. */
    static Account account(Map<String, Price> prices) {
        Live live = Lives.of(
                "hash",
                prices.entrySet().stream()
                        .map(entry -> priced(entry.getKey(), entry.getValue()))
                        .toList());
        return new Account(ID, Instant.EPOCH, live, ORIGIN);
    }

    private static ModelProfile priced(String name, Price price) {
        return new Known(name, "there", name + "-there")
                .price(Optional.of(price))
                .profile();
    }
}
