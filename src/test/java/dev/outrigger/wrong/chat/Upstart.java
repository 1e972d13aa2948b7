package dev.outrigger.wrong.chat;

import dev.outrigger.wrong.config.Downward;
import org.junit.jupiter.api.Tag;

/** A package that imports one below it, in a cycle, and a library. It says nothing of itself. */
@Tag("wrong")
public interface Upstart {
    Downward below();
}
