package dev.outrigger.dialect;

import dev.outrigger.chat.Message;
import dev.outrigger.chat.Part;
import dev.outrigger.chat.Role;
import dev.outrigger.chat.Seal;
import java.util.List;
import java.util.function.Predicate;

/** A loop of calls and results that is open where a conversation ends. */
public final class ToolLoop {
    private ToolLoop() {}

    /**
     * Whether the app answers calls that a model made, and that it has said nothing about yet. What the app says beside the
     * results does not end the loop.
     */
    public static boolean isOpen(List<Message> messages) {
        boolean answered = false;
        for (int i = messages.size() - 1; i >= 0; i--)
            switch (messages.get(i).role()) {
                case TOOL -> answered = true;
                case ASSISTANT -> {
                    return answered;
                }
                case USER, SYSTEM -> {}
            }
        return false;
    }

    /**
     * Whether tools have answered a turn that the vendor's own model has not thought about, as another made it: Claude, with
     * a budget to think, wants such a turn to begin with its thoughts.
     */
    public static boolean isWithoutThought(List<Message> messages, Predicate<Seal> isOurs) {
        if (!isOpen(messages)) return false;
        for (Message message : messages.reversed())
            if (message.role() == Role.ASSISTANT)
                return message.parts().stream().noneMatch(part -> isOurThought(part, isOurs));
        return false;
    }

    private static boolean isOurThought(Part part, Predicate<Seal> isOurs) {
        return switch (part) {
            case Part.Reasoning reasoning ->
                reasoning.signature().filter(isOurs).isPresent();
            case Part.SealedReasoning(Seal seal) -> isOurs.test(seal);
            default -> false;
        };
    }
}
