package dev.outrigger.proxy;

import dev.outrigger.chat.ExchangeId;
import dev.outrigger.exchange.Origin;
import dev.outrigger.registry.ModelProfile;
import dev.outrigger.registry.Price;
import dev.outrigger.registry.Profiles;
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
        ModelProfile of = Profiles.of(name, "there", name + "-there");
        return new ModelProfile(
                of.name(),
                of.backend(),
                of.model(),
                of.placement(),
                of.window(),
                of.capabilities(),
                of.rejects(),
                of.renames(),
                Optional.of(price),
                of.quality(),
                of.skills(),
                of.latency(),
                of.thinks(),
                of.adapters(),
                of.trusted(),
                of.replicas(),
                of.equivalents());
    }
}
