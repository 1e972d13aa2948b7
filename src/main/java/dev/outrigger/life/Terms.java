package dev.outrigger.life;

import dev.outrigger.engine.Device;
import dev.outrigger.engine.Loss;
import java.util.Optional;

/**
 * All that the loading of a model depends on.
 *
 * @param <K> the terms themselves
 */
public interface Terms<K> {
    /** What to load after it was lost there in this way; absent where it is as well to load it as it was. */
    Optional<K> lesser(Loss.Kind loss, Device there);

    /** What these have less than those that were wanted, for people. */
    String shortfall(K wanted);
}
