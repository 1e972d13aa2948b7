package dev.outrigger.dialect.responses;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Consumer;

/** Is told how an answer grows. */
@FunctionalInterface
interface Narrator {
    /**
     * Something happened.
     *
     * @param type of the event
     * @param words fill in what else it says
     */
    void tell(String type, Consumer<ObjectNode> words);
}
