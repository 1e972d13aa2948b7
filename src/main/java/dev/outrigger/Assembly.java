package dev.outrigger;

import dev.outrigger.backend.Availability;
import dev.outrigger.backend.Backend;
import dev.outrigger.backend.BackendSettings;
import dev.outrigger.backend.Discovery;
import dev.outrigger.backend.HttpBackend;
import dev.outrigger.backend.RemoteSettings;
import dev.outrigger.proxy.Live;
import dev.outrigger.registry.Cell;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** A configuration with what was made of it; the next one takes over what has not changed. */
record Assembly(Settings settings, Live live, Map<String, Backend> backends, Map<String, Availability> availabilities) {

    /** The backend of this name, if it was made from the very same settings. */
    Optional<Backend> unchanged(String name, Settings next) {
        BackendSettings entry = next.backends().get(name);
        return entry != null
                        && entry.equals(settings.backends().get(name))
                        && next.egress().equals(settings.egress())
                ? Optional.ofNullable(backends.get(name))
                : Optional.empty();
    }

    /** What attempts told of a model, if the registry carried its cell over. */
    Optional<Availability> availability(Cell cell) {
        return live.registry()
                .cell(cell.profile().name())
                .filter(before -> before.profile().equals(cell.profile()))
                .flatMap(before ->
                        Optional.ofNullable(availabilities.get(cell.profile().name())));
    }

    /** Those that are asked which models they have. */
    List<Discovery.Listed> discovered() {
        List<Discovery.Listed> listed = new ArrayList<>();
        for (String name : settings.discovered())
            if (backends.get(name) instanceof HttpBackend remote
                    && settings.backends().get(name) instanceof RemoteSettings server)
                listed.add(new Discovery.Listed(remote, server.lists()));
        return listed;
    }

    /** By backend, whether the key that the operator has for it is refused. */
    Map<String, BooleanSupplier> refusedKeys() {
        Map<String, BooleanSupplier> refused = new HashMap<>();
        backends.forEach((name, backend) -> {
            if (backend instanceof HttpBackend remote) refused.put(name, remote.lockout()::isRefusing);
        });
        return refused;
    }

    /** By model, whether it is not asked because it kept failing, as was found lately. */
    Map<String, BooleanSupplier> openBreakers() {
        Map<String, BooleanSupplier> open = new HashMap<>();
        availabilities.forEach((model, availability) -> open.put(model, availability.breaker()::isFailing));
        return open;
    }

    /** Frees what the next configuration did not take over. */
    void freeExceptFor(Assembly next) {
        backends.forEach((name, backend) -> {
            if (next.unchanged(name, settings).isEmpty()) backend.close();
        });
    }

    void close() {
        backends.values().forEach(Backend::close);
    }
}
