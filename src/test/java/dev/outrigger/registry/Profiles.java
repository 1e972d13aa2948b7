package dev.outrigger.registry;

import dev.outrigger.support.Known;

/** Profiles that say nothing but a name. */
public final class Profiles {
    private Profiles() {}

    public static ModelProfile of(String name, String backend, String model) {
        return new Known(name, backend, model).profile();
    }
}
