package dev.outrigger.engine;

import dev.outrigger.engine.jinja.Text;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Tokenises a rendered chat: its control tokens where the template wrote them, and what stands between two of them as one
 * text, whoever wrote it. So a chat without control tokens in its messages has the tokens that Hugging Face gives it.
 * Thread safe.
 *
 * @param start the token that every text begins with; it is not put twice
 */
record ChatTokens(Tokenizer tokenizer, ControlTokens control, Optional<Integer> start) {
    int[] encode(Text chat) {
        String text = chat.string();
        IntStream.Builder tokens = IntStream.builder();
        int from = 0;
        for (ControlTokens.Found found : control.in(chat)) {
            // One that is inside the blanks of another cannot be: control tokens begin with no blank.
            int to = found.token().stripsBefore() ? blanksStart(text, from, found.at()) : found.at();
            write(text, from, to, tokens);
            tokens.add(found.token().token());
            from = found.token().stripsAfter() ? blanksEnd(text, found.end()) : found.end();
        }
        write(text, from, text.length(), tokens);
        return begun(tokens.build().toArray());
    }

    private void write(String text, int from, int to, IntStream.Builder tokens) {
        if (from >= to) return;
        String part = text.substring(from, to);
        for (int token : from == 0 ? tokenizer.encodeStart(part) : tokenizer.encode(part)) tokens.add(token);
    }

    private int[] begun(int[] tokens) {
        if (start.isEmpty() || (tokens.length > 0 && tokens[0] == start.get())) return tokens;
        return IntStream.concat(IntStream.of(start.get()), IntStream.of(tokens)).toArray();
    }

    private static int blanksStart(String text, int from, int end) {
        int start = end;
        while (start > from && isBlank(text.charAt(start - 1))) start--;
        return start;
    }

    private static int blanksEnd(String text, int start) {
        int end = start;
        while (end < text.length() && isBlank(text.charAt(end))) end++;
        return end;
    }

    /** Unicode's white space, which is what Hugging Face's tokenizers strip. */
    private static boolean isBlank(char c) {
        return Character.isSpaceChar(c) || (c >= '\t' && c <= '\r') || c == 0x85;
    }
}
