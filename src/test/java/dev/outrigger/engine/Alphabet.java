package dev.outrigger.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A decoder for which the token at each place of a sequence follows from its place, and its vocabulary of letters. */
class Alphabet implements Decoder {
    static final int END = 2;
    static final int A = 3;

    final List<List<Span>> steps = new ArrayList<>();

    /** From slot, to slot, tokens. */
    final List<List<Integer>> copies = new ArrayList<>();

    private final int slots;
    private final int[] answer;

    /**
     * @param answer tokens by their place after the prompt's first token; the end mark behind them
     */
    Alphabet(int slots, int... answer) {
        this.slots = slots;
        this.answer = answer;
    }

    @Override
    public int slots() {
        return slots;
    }

    @Override
    public int slotTokens() {
        return 1024;
    }

    @Override
    public void copy(int from, int to, int tokens) {
        copies.add(List.of(from, to, tokens));
    }

    @Override
    public List<Candidates> step(List<Span> spans) {
        steps.add(spans);
        return spans.stream().map(this::follow).toList();
    }

    private Candidates follow(Span span) {
        int last = span.first() + span.tokens().length - 1;
        return new Candidates(new int[] {last < answer.length ? answer[last] : END}, new float[] {0});
    }

    /** Letter a repeated. */
    static int[] letters(int count) {
        int[] all = new int[count];
        Arrays.fill(all, A);
        return all;
    }

    /** Marks 0 to 2, then the letters, then the four bytes of 👍. */
    static Vocabulary vocabulary() throws IOException {
        List<String> names = new ArrayList<>(List.of("<|endoftext|>", "<|im_start|>", "<|im_end|>"));
        List<Integer> types = new ArrayList<>(List.of(3, 3, 3));
        for (char letter = 'a'; letter <= 'z'; letter++) names.add(String.valueOf(letter));
        names.addAll(List.of("ð", "Ł", "ĳ", "į"));
        while (types.size() < names.size()) types.add(1);
        return vocabulary(names, types, END);
    }

    /** Of these tokens, of GGUF's types, the end mark among them. */
    static Vocabulary vocabulary(List<String> names, List<Integer> types, int end) throws IOException {
        Path directory = Files.createTempDirectory("vocabulary");
        Path path = new GgufBytes()
                .text("tokenizer.ggml.model", "gpt2")
                .texts("tokenizer.ggml.tokens", names)
                .wholes("tokenizer.ggml.token_type", types)
                .whole("tokenizer.ggml.eos_token_id", end)
                .write(directory);
        try (Gguf file = Gguf.open(path)) {
            return Vocabulary.of(file);
        } finally {
            Files.delete(path);
            Files.delete(directory);
        }
    }
}
