package dev.outrigger.support;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * An answer whose body is written in pieces that are cut anywhere: within characters, lines, and what ends them. Where,
 * and how its end is told, depends on the seed alone.
 */
public final class CutAnswer implements Script {
    /** The longest pieces, of which one kind or the other is drawn each time. */
    private static final int[] PIECES = {2, 40, 700, 9000};

    private final int status;
    private final String type;
    private final byte[] body;
    private final List<String> headers;
    private final long seed;

    public CutAnswer(int status, String type, byte[] body, List<String> headers, long seed) {
        this.status = status;
        this.type = type;
        this.body = body;
        this.headers = headers;
        this.seed = seed;
    }

    /** How an upstream tells where a body ends. */
    private enum Framing {
        CHUNKS,
        LENGTH,
        CLOSE
    }

    @Override
    public void play(Wire wire) throws IOException {
        Random random = new Random(seed);
        Framing framing = Framing.values()[random.nextInt(Framing.values().length)];
        String[] said = headers.toArray(String[]::new);
        switch (framing) {
            case CHUNKS -> wire.head(status, type, said);
            case LENGTH -> wire.headOf(status, type, with(said, "content-length: " + body.length));
            case CLOSE -> wire.headOf(status, type, with(said, "connection: close"));
        }
        for (int at = 0, end; at < body.length; at = end) {
            end = Math.min(body.length, at + 1 + random.nextInt(PIECES[random.nextInt(PIECES.length)]));
            byte[] piece = Arrays.copyOfRange(body, at, end);
            if (framing == Framing.CHUNKS) wire.chunk(piece);
            else wire.raw(piece);
        }
        if (framing == Framing.CHUNKS) wire.end();
        if (framing == Framing.CLOSE) wire.close();
    }

    private static String[] with(String[] headers, String one) {
        String[] all = Arrays.copyOf(headers, headers.length + 1);
        all[headers.length] = one;
        return all;
    }
}
