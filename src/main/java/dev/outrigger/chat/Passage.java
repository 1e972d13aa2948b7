package dev.outrigger.chat;

import java.util.List;
import java.util.function.Consumer;

/**
 * Characters of a message, compared by value: said in this process, or still in the bytes that came over the wire, where
 * they are decoded by whoever reads them, and no further than they are read. A message of many megabytes is so kept once,
 * as it came. Safe for use by several threads.
 */
public abstract class Passage {
    /** Most characters of one piece. */
    public static final int PIECE_CHARS = 8 * 1024;

    /** These characters. */
    public static Passage of(String text) {
        return new Said(text);
    }

    /** These one after the other, with a separator of at most one character between them. */
    public static Passage joined(String separator, List<Passage> parts) {
        return parts.size() == 1 ? parts.getFirst() : new Joined(separator, parts);
    }

    /** The first so many characters, or all there are. */
    public abstract String head(int chars);

    /** The characters of its first so many bytes, or of a few less where one would be cut; or all there are. */
    public String start(int bytes) {
        return head(bytes);
    }

    /** The last so many characters, or all there are. */
    public abstract String tail(int chars);

    /** Reads all of it, in order, in pieces of at most {@link #PIECE_CHARS}. */
    public abstract void forEach(Consumer<? super String> reader);

    /** How many bytes it takes where it is; there are not more characters than that. */
    public abstract long size();

    /** All of it, decoded at once: for what is known to be short, or is wanted whole. */
    public String text() {
        return head(Integer.MAX_VALUE);
    }

    public boolean isEmpty() {
        return size() == 0;
    }

    @Override
    public final boolean equals(Object other) {
        return other instanceof Passage passage && text().equals(passage.text());
    }

    @Override
    public final int hashCode() {
        return text().hashCode();
    }

    /** The size alone: contents may be private. */
    @Override
    public final String toString() {
        return size() + " bytes of text";
    }

    private static final class Said extends Passage {
        private final String text;

        private Said(String text) {
            this.text = text;
        }

        @Override
        public String head(int chars) {
            return text.length() <= chars ? text : text.substring(0, chars);
        }

        @Override
        public String tail(int chars) {
            return text.length() <= chars ? text : text.substring(text.length() - chars);
        }

        @Override
        public void forEach(Consumer<? super String> reader) {
            for (int at = 0; at < text.length(); at += PIECE_CHARS)
                reader.accept(text.substring(at, Math.min(text.length(), at + PIECE_CHARS)));
        }

        @Override
        public long size() {
            return text.length();
        }
    }

    private static final class Joined extends Passage {
        private final String separator;
        private final List<Passage> parts;

        private Joined(String separator, List<Passage> parts) {
            this.separator = separator;
            this.parts = List.copyOf(parts);
        }

        @Override
        public String head(int chars) {
            StringBuilder head = new StringBuilder();
            for (int i = 0; i < parts.size() && head.length() < chars; i++)
                head.append(i == 0 ? "" : separator).append(parts.get(i).head(chars - head.length()));
            return head.length() <= chars ? head.toString() : head.substring(0, chars);
        }

        @Override
        public String start(int bytes) {
            StringBuilder start = new StringBuilder();
            long left = bytes;
            for (int i = 0; i < parts.size() && left > 0; i++) {
                if (i > 0) {
                    start.append(separator);
                    left -= separator.length();
                }
                start.append(parts.get(i).start((int) left));
                left -= parts.get(i).size();
            }
            return start.toString();
        }

        @Override
        public String tail(int chars) {
            StringBuilder tail = new StringBuilder();
            for (int i = parts.size() - 1; i >= 0 && tail.length() < chars; i--)
                tail.insert(0, parts.get(i).tail(chars - tail.length()) + (i == parts.size() - 1 ? "" : separator));
            return tail.length() <= chars ? tail.toString() : tail.substring(tail.length() - chars);
        }

        @Override
        public void forEach(Consumer<? super String> reader) {
            for (int i = 0; i < parts.size(); i++) {
                if (i > 0 && !separator.isEmpty()) reader.accept(separator);
                parts.get(i).forEach(reader);
            }
        }

        @Override
        public long size() {
            long size = (long) separator.length() * Math.max(0, parts.size() - 1);
            for (Passage part : parts) size += part.size();
            return size;
        }
    }
}
