package dev.outrigger.rollout;

import dev.outrigger.config.Doc;
import java.nio.file.Path;
import java.util.Optional;

/** The section {@code rollout}. */
@Doc("Keeps versions of policies, and which of them serves, shares the conversations, or is watched.")
public record RolloutSettings(
        @Doc("Folder of the versions, of what serves, and of the history. Sidecars that share it serve alike.")
        Path store,

        Optional<ShadowSettings> shadow) {}
