package dev.outrigger.support;

import dev.outrigger.chat.Bytes;
import java.io.IOException;
import java.util.List;

/**
 * A streamed answer that breaks off.
 *
 * @param pieces of the whole answer
 * @param at how many of them come before it breaks off
 */
public record CutStream(String type, List<Bytes> pieces, int at, How how) implements Script {
    /** How it breaks off. */
    public enum How {
        RESET,
        SILENCE,
        GARBAGE,
        CLEAN_END
    }

    @Override
    public void play(Wire wire) throws IOException, InterruptedException {
        wire.head(200, type);
        for (Bytes piece : pieces.subList(0, at)) wire.chunk(piece.array());
        switch (how) {
            case RESET -> {
                wire.drained();
                wire.reset();
            }
            case SILENCE -> wire.hang();
            case GARBAGE -> {
                wire.chunk("data: {\"gar\n\n{bage\n\n");
                wire.hang();
            }
            case CLEAN_END -> wire.end();
        }
    }
}
