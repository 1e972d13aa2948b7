package dev.outrigger.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The merges that a SentencePiece vocabulary implies: any two normal tokens whose texts together are a third may merge,
 * the one with the higher score first.
 *
 * <p>Source: {@code SpmConverter.build_tokenizer_from_spm_proto} in transformers'
 * <a href="https://github.com/huggingface/transformers/blob/main/src/transformers/convert_slow_tokenizer.py">
 * convert_slow_tokenizer.py</a>.
 */
final class PieceMerges {
    private PieceMerges() {}

    /** One merge. */
    record Merge(String left, String right, int token, double score) {}

    /**
     * In the order in which they are tried.
     *
     * @param scores one for each token
     */
    static List<Merge> of(TokenNames tokens, List<Double> scores) {
        Map<String, Integer> normal = new HashMap<>(tokens.size() * 2);
        for (int token = 0; token < tokens.size(); token++) {
            if (tokens.is(token, TokenKind.NORMAL)) normal.put(tokens.names().get(token), token);
        }
        List<Merge> merges = new ArrayList<>();
        normal.forEach((name, token) -> {
            for (int at = 1; at < name.length(); at++) {
                if (Character.isLowSurrogate(name.charAt(at))) continue;
                String left = name.substring(0, at);
                String right = name.substring(at);
                if (normal.containsKey(left) && normal.containsKey(right)) {
                    merges.add(new Merge(left, right, token, scores.get(token)));
                }
            }
        });
        // Two merges of one token share its characters, so that the left one's length orders them as the texts do.
        merges.sort(Comparator.comparingDouble((Merge merge) -> -merge.score())
                .thenComparingInt(Merge::token)
                .thenComparingInt(merge -> merge.left().length()));
        return merges;
    }
}
