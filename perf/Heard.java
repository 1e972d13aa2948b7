import java.util.function.LongConsumer;

/**
 * Reads one streamed answer as it comes in: HTTP's chunks, the marks within, and whether it is whole. One thread.
 *
 * <p>Whole is one of status 200 whose words are all there, each once and in order, that says its dialect's own end, and HTTP's.
 */
final class Heard {
    private static final int TAIL = 128;

    private enum At {
        HEAD,
        SIZE,
        DATA,
        AFTER_DATA,
        LAST,
        END
    }

    private final int words;
    private final LongConsumer eachWord;
    private final StringBuilder head = new StringBuilder();
    private final byte[] tail = new byte[TAIL];
    private At at = At.HEAD;
    private int size;
    private long bytes;
    private int digits = -1;
    private long nanos;
    private int number;
    private int heard;
    private boolean wrong;

    /**
     * @param words that are to come
     * @param eachWord told when each was written
     */
    Heard(int words, LongConsumer eachWord) {
        this.words = words;
        this.eachWord = eachWord;
    }

    void read(byte[] buffer, int length) {
        for (int i = 0; i < length && !hasEnded(); i++) {
            byte next = buffer[i];
            switch (at) {
                case HEAD -> head(next);
                case SIZE -> size(next);
                case DATA -> data(next);
                case AFTER_DATA -> at = next == '\n' ? At.SIZE : At.AFTER_DATA;
                case LAST -> at = next == '\n' ? At.END : At.LAST;
                case END -> wrong = true;
            }
        }
    }

    private void head(byte next) {
        head.append((char) next);
        if (next != '\n' || !head.toString().endsWith("\r\n\r\n")) return;
        wrong |= !head.substring(9, 12).equals("200") || !head.toString().toLowerCase(java.util.Locale.ROOT).contains("transfer-encoding: chunked");
        at = At.SIZE;
    }

    private void size(byte next) {
        if (next == '\n') at = size == 0 ? At.LAST : At.DATA;
        else if (next != '\r') size = size * 16 + Character.digit(next, 16);
    }

    private void data(byte next) {
        tail[(int) (bytes++ % TAIL)] = next;
        if (digits >= 0) mark(next);
        else if (next == Mark.BEGIN) {
            digits = 0;
            nanos = 0;
            number = 0;
        }
        if (--size == 0) at = At.AFTER_DATA;
    }

    private void mark(byte next) {
        if (digits < Mark.NANO_DIGITS) nanos = nanos * 10 + next - '0';
        else if (digits > Mark.NANO_DIGITS) number = number * 10 + next - '0';
        if (++digits <= Mark.NANO_DIGITS + Mark.NUMBER_DIGITS) return;
        digits = -1;
        wrong |= number != heard++;
        eachWord.accept(nanos);
    }

    /** Nothing more is to come. */
    boolean hasEnded() {
        return at == At.END || wrong;
    }

    int words() {
        return heard;
    }

    boolean isWhole() {
        return at == At.END && !wrong && heard == words && (tail().contains("[DONE]") || tail().contains("\"message_stop\""));
    }

    private String tail() {
        StringBuilder text = new StringBuilder();
        for (long i = Math.max(0, bytes - TAIL); i < bytes; i++) text.append((char) tail[(int) (i % TAIL)]);
        return text.toString();
    }

    /** What came, for whoever has to find out what is wrong. */
    @Override
    public String toString() {
        return heard + " of " + words + " words, at " + at + ", " + head.toString().lines().findFirst().orElse("no head");
    }
}
