package dev.outrigger.backend;

import dev.outrigger.admit.Holdings;
import dev.outrigger.chat.ExchangeId;
import dev.outrigger.dialect.Rewrite;
import dev.outrigger.registry.ModelProfile;
import dev.outrigger.route.HoldSettings;
import dev.outrigger.support.OpenAiText;
import io.vertx.core.Context;
import io.vertx.core.MultiMap;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Calls of an app that speaks OpenAI's dialect. */
final class Calls {
    private Calls() {}

    static Call of(ModelProfile profile, String more, Call.Choice choice, Holdings holdings, Context context) {
        return of(profile, more, choice, new Losses(TranslationSettings.DEFAULT), holdings, context);
    }

    static Call of(
            ModelProfile profile, String more, Call.Choice choice, Losses losses, Holdings holdings, Context context) {
        return new Call(
                new ExchangeId("x-1"),
                HttpFixture.DIALECT,
                HttpFixture.inbound(OpenAiText.request(profile.name(), more)),
                MultiMap.caseInsensitiveMultiMap(),
                profile,
                Optional.empty(),
                OptionalDouble.empty(),
                HoldSettings.NONE,
                choice,
                Rewrite.Reasoning.KEPT,
                new Drafts(),
                losses,
                holdings,
                context,
                OptionalLong.empty());
    }
}
