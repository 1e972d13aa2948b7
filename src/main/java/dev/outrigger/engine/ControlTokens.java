package dev.outrigger.engine;

import dev.outrigger.engine.jinja.Text;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The control tokens of a model, found in what its template writes itself and never in what it quotes: the one place where
 * text becomes protocol.
 */
final class ControlTokens {
    /** Phi-3's tokens that leave the blanks behind them alone. */
    private static final Set<String> PHI3_EXACT = Set.of("<unk>", "<s>", "<|endoftext|>");

    private final Set<Integer> numbers;

    /** By first character, the longest first. */
    private final Map<Character, List<ControlToken>> byStart = new HashMap<>();

    ControlTokens(List<ControlToken> all) {
        this.numbers = all.stream().map(ControlToken::token).collect(Collectors.toUnmodifiableSet());
        for (ControlToken each : all) {
            if (each.text().isEmpty()) continue;
            byStart.computeIfAbsent(each.text().charAt(0), start -> new ArrayList<>())
                    .add(each);
        }
        Comparator<ControlToken> longestFirst = Comparator.comparingInt(
                        (ControlToken each) -> each.text().length())
                .reversed();
        byStart.values().forEach(tokens -> tokens.sort(longestFirst));
    }

    /** A control token in a text. */
    record Found(int at, ControlToken token) {
        int end() {
            return at + token.text().length();
        }
    }

    /**
     * Those of a GGUF file. A token of text counts as one, too, if it is in brackets and the template writes it, as Qwen's
     * {@code <think>}.
     */
    static ControlTokens of(Gguf file, TokenNames tokens, String template) throws IOException {
        // The file does not say it of the tokens; llama.cpp knows it by the same name.
        String model = file.has("general.name") ? file.text("general.name").toLowerCase(Locale.ROOT) : "";
        boolean isPhi3 = model.contains("phi-3") || model.contains("phi3");
        List<ControlToken> all = new ArrayList<>();
        for (int token = 0; token < tokens.size(); token++) {
            String name = tokens.name(token);
            if (!isControl(tokens.kinds().get(token), name, template)) continue;
            all.add(new ControlToken(name, token, false, isPhi3 && !PHI3_EXACT.contains(name)));
        }
        return new ControlTokens(all);
    }

    /** Whether a token of this name is one. */
    static boolean isControl(TokenKind kind, String name, String template) {
        boolean isBracketed = name.length() > 2
                && ((name.startsWith("<") && name.endsWith(">")) || (name.startsWith("[") && name.endsWith("]")));
        return switch (kind) {
            case CONTROL, UNKNOWN -> true;
            case USER_DEFINED -> isBracketed && template.contains(name);
            case NORMAL, UNUSED, BYTE -> false;
        };
    }

    boolean contains(int token) {
        return numbers.contains(token);
    }

    /** All that lie wholly in what the template wrote itself, from left to right, the longest where several begin. */
    List<Found> in(Text text) {
        List<Found> found = new ArrayList<>();
        for (Text.Range range : text.ranges()) {
            int at = range.isQuoted() ? range.to() : range.from();
            while (at < range.to()) {
                Optional<ControlToken> token = at(text.string(), at, range.to());
                if (token.isPresent()) found.add(new Found(at, token.get()));
                at += token.map(each -> each.text().length()).orElse(1);
            }
        }
        return found;
    }

    private Optional<ControlToken> at(String text, int at, int end) {
        for (ControlToken each : byStart.getOrDefault(text.charAt(at), List.of())) {
            if (at + each.text().length() <= end && text.startsWith(each.text(), at)) return Optional.of(each);
        }
        return Optional.empty();
    }
}
