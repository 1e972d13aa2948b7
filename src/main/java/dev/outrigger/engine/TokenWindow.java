package dev.outrigger.engine;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.LongStream;

/**
 * What an encoder sees of a text: all tokens of a short one, the head and the tail of a long one, where instructions
 * stand. {@code gpu-models/outrigger-analyzer/minilm.py} holds the same rule; the heads were trained under it.
 *
 * <p>Thread safe. Each call runs native code for some 0.1 ms.
 */
final class TokenWindow implements AutoCloseable {
    static final int HEAD_TOKENS = 62;
    static final int TAIL_TOKENS = 32;
    /** With the two marks around the text. */
    static final int TOKENS = HEAD_TOKENS + TAIL_TOKENS + 2;

    /** Code points of a longer text that the tokenizer sees: they bound its time, and nearly always hold the window. */
    static final int HEAD_CODE_POINTS = 2048;

    static final int TAIL_CODE_POINTS = 1024;

    private static final long UNK = 100;
    private static final long CLS = 101;
    private static final long SEP = 102;

    private final HuggingFaceTokenizer tokenizer;

    private TokenWindow(HuggingFaceTokenizer tokenizer) {
        this.tokenizer = tokenizer;
    }

    /**
     * Opens a WordPiece {@code tokenizer.json}.
     *
     * @throws IOException when it cannot be read
     */
    static TokenWindow open(Path tokenizerJson) throws IOException {
        try {
            return new TokenWindow(HuggingFaceTokenizer.builder()
                    .optTokenizerPath(tokenizerJson)
                    .optAddSpecialTokens(false)
                    .optTruncation(false)
                    .optPadding(false)
                    .build());
        } catch (RuntimeException cause) {
            throw new IOException("cannot read tokenizer " + tokenizerJson + ": " + cause.getMessage(), cause);
        }
    }

    /** What is seen of a text. */
    static final class View {
        private final long[] ids;
        private final boolean isTruncated;

        private View(long[] ids, boolean isTruncated) {
            this.ids = ids.clone();
            this.isTruncated = isTruncated;
        }

        /** With [CLS] before and [SEP] after; 2 to {@link #TOKENS} of them. */
        long[] ids() {
            return ids.clone();
        }

        /** How many ids there are. */
        int length() {
            return ids.length;
        }

        /** Whether the text has more. */
        boolean isTruncated() {
            return isTruncated;
        }

        /** The share of the ids, without the marks around them, that stand for what the vocabulary has no word for. */
        double unknown() {
            long unknown = LongStream.of(ids).filter(id -> id == UNK).count();
            return (double) unknown / Math.max(1, ids.length - 2);
        }
    }

    /** Looks at a text. */
    View view(String text) {
        long[] all = tokens(wellFormed(cut(text)));
        int head = all.length > HEAD_TOKENS + TAIL_TOKENS ? HEAD_TOKENS : all.length;
        int tail = all.length > HEAD_TOKENS + TAIL_TOKENS ? TAIL_TOKENS : 0;
        long[] ids = new long[head + tail + 2];
        ids[0] = CLS;
        System.arraycopy(all, 0, ids, 1, head);
        System.arraycopy(all, all.length - tail, ids, 1 + head, tail);
        ids[ids.length - 1] = SEP;
        return new View(ids, tail > 0);
    }

    /** All of a text: its ids with [CLS] before and [SEP] after, however many there are. */
    long[] whole(String text) {
        long[] all = tokens(wellFormed(text));
        long[] ids = new long[all.length + 2];
        ids[0] = CLS;
        System.arraycopy(all, 0, ids, 1, all.length);
        ids[ids.length - 1] = SEP;
        return ids;
    }

    /** The ids alone: DJL's own call fetches each token's text, place and six other things as well, which takes longer. */
    private long[] tokens(String text) {
        long encoding = TokenizersLibrary.LIB.encode(tokenizer.getHandle(), text, false);
        try {
            return TokenizersLibrary.LIB.getTokenIds(encoding);
        } finally {
            TokenizersLibrary.LIB.deleteEncoding(encoding);
        }
    }

    @Override
    public void close() {
        tokenizer.close();
    }

    private static String cut(String text) {
        if (text.length() <= HEAD_CODE_POINTS + TAIL_CODE_POINTS) return text;
        if (text.codePointCount(0, text.length()) <= HEAD_CODE_POINTS + TAIL_CODE_POINTS) return text;
        String head = text.substring(0, text.offsetByCodePoints(0, HEAD_CODE_POINTS));
        return head + " " + text.substring(text.offsetByCodePoints(text.length(), -TAIL_CODE_POINTS));
    }

    /** Half a surrogate pair has no UTF-8: the native tokenizer would refuse the whole text for it. */
    private static String wellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) return replaceLone(text);
        }
        return text;
    }

    private static String replaceLone(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints()
                .map(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE ? 0xFFFD : point)
                .forEach(out::appendCodePoint);
        return out.toString();
    }
}
