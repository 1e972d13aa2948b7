package dev.outrigger.chat;

import java.util.List;

/** A message's bytes in pieces, one after the other: what was cut out of it or set into it copied nothing of the rest. */
public record Splice(List<Bytes> pieces) {
    public Splice {
        pieces = List.copyOf(pieces);
    }

    /** A message in one piece. */
    public static Splice of(Bytes whole) {
        return new Splice(List.of(whole));
    }

    /** How long the message is. */
    public long size() {
        long size = 0;
        for (Bytes piece : pieces) size += piece.size();
        return size;
    }

    /** The message in one piece; copied, unless it is in one. */
    public Bytes joined() {
        if (pieces.size() == 1) return pieces.getFirst();
        byte[] joined = new byte[Math.toIntExact(size())];
        int at = 0;
        for (Bytes piece : pieces) {
            System.arraycopy(piece.backing(), piece.from(), joined, at, piece.size());
            at += piece.size();
        }
        return Bytes.of(joined);
    }
}
