package dev.outrigger.registry;

import dev.outrigger.chat.ModelName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/** Profiles that say nothing but a name. */
public final class Profiles {
    private Profiles() {}

    public static ModelProfile of(String name, String backend, String model) {
        return new ModelProfile(
                name,
                backend,
                new ModelName(model),
                Placement.REMOTE,
                OptionalInt.empty(),
                Set.of(),
                Set.of(),
                Map.of(),
                Optional.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                List.of(),
                List.of());
    }
}
