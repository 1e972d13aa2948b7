package dev.outrigger.child;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.Bytes;
import dev.outrigger.engine.Device;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who hears that a model is lost, whenever that is. */
class ConversationTest {
    private final Conversation conversation = new Conversation(why -> {});
    private final List<String> heard = new ArrayList<>();

    @BeforeEach
    void load() {
        CompletableFuture<Told> loading = conversation.load(1, Asked.Kind.GENERATOR, Bytes.EMPTY, share -> {});
        conversation.heard(new Told.Loaded(1, OptionalInt.of(9), OptionalInt.empty(), Device.CPU));
        assertTrue(loading.isDone());
    }

    @Test
    void aLossThatFollowsItsLoadAtOnceIsNotMissed() {
        conversation.heard(new Told.Lost(1, "no memory"));
        conversation.whenLost(1, heard::add);
        assertEquals(List.of("no memory"), heard);
    }

    @Test
    void aLossIsToldOnce() {
        conversation.whenLost(1, heard::add);
        conversation.heard(new Told.Lost(1, "no memory"));
        conversation.tellLost("it crashed");
        assertEquals(List.of("no memory"), heard);
    }

    @Test
    void whatWasFreedIsNotLost() {
        conversation.whenLost(1, heard::add);
        conversation.forget(1);
        conversation.tellLost("it crashed");
        assertEquals(List.of(), heard);
    }

    @Test
    void whatAProcessHadThatHasGoneIsLostAtOnce() {
        conversation.tellLost("it crashed");
        conversation.whenLost(1, heard::add);
        assertEquals(List.of("it crashed"), heard);
    }
}
