package dev.outrigger;

import dev.outrigger.backend.Backend;
import dev.outrigger.backend.HttpBackend;
import dev.outrigger.dialect.Dialect;
import dev.outrigger.dialect.Dialects;
import java.util.HashMap;
import java.util.Map;

/** Whom what nobody here reads is passed through to. */
final class Owners {
    private Owners() {}

    /**
     * By dialect: the first backend that speaks it; where none does, the first of the same vendor's, which may know its
     * paths all the same.
     */
    static Map<String, HttpBackend> of(Map<String, Backend> backends, Dialects dialects) {
        Map<String, HttpBackend> owners = new HashMap<>();
        Map<String, HttpBackend> vendors = new HashMap<>();
        for (Backend backend : backends.values())
            if (backend instanceof HttpBackend http) {
                http.dialects().forEach(dialect -> owners.putIfAbsent(dialect.name(), http));
                vendors.putIfAbsent(http.provider(), http);
            }
        for (Dialect dialect : dialects.all()) {
            HttpBackend vendor = vendors.get(dialect.provider());
            if (vendor != null) owners.putIfAbsent(dialect.name(), vendor);
        }
        return owners;
    }
}
