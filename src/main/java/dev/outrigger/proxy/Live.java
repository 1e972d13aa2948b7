package dev.outrigger.proxy;

import dev.outrigger.admit.Limits;
import dev.outrigger.admit.Privacy;
import dev.outrigger.analyze.Analyzer;
import dev.outrigger.backend.Dispatcher;
import dev.outrigger.backend.HttpBackend;
import dev.outrigger.dialect.Dialects;
import dev.outrigger.registry.Registry;
import dev.outrigger.rollout.Rollout;
import dev.outrigger.rollout.ShadowSettings;
import dev.outrigger.route.Routes;
import java.util.Map;
import java.util.Optional;

/**
 * Everything a request is served with, compiled from one configuration. An exchange reads it once and keeps to it; a
 * reload swaps the whole.
 *
 * @param hash of the settings it was made from
 * @param owners by dialect, the backend that endpoints are passed through to
 * @param adapters of models of this process
 * @param rollout which version of a policy decides
 * @param shadow how the one answers that is watched; absent where it does not
 */
public record Live(
        String hash,
        Limits limits,
        Privacy privacy,
        Dialects dialects,
        Registry registry,
        Analyzer analyzer,
        Routes routes,
        Dispatcher dispatcher,
        Map<String, HttpBackend> owners,
        AdapterLookup adapters,
        Rollout rollout,
        Optional<ShadowSettings> shadow) {
    public Live {
        owners = Map.copyOf(owners);
    }
}
