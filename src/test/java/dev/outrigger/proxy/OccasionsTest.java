package dev.outrigger.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Message;
import dev.outrigger.chat.ModelName;
import dev.outrigger.chat.Role;
import dev.outrigger.exchange.Asker;
import dev.outrigger.route.Occasion;
import io.vertx.core.MultiMap;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class OccasionsTest {
    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");

    private static ChatRequest chat(Message... messages) {
        ChatRequest one = ChatRequest.of(new ModelName("auto"), "x");
        return new ChatRequest(
                one.model(),
                List.of(messages),
                one.tools(),
                one.toolChoice(),
                one.toolCalling(),
                one.format(),
                one.sampling(),
                one.thinking(),
                one.display(),
                one.stream(),
                one.vendorFields());
    }

    private static Occasion of(ChatRequest request, String... headers) {
        MultiMap map = MultiMap.caseInsensitiveMultiMap();
        for (int i = 0; i < headers.length; i += 2) map.add(headers[i], headers[i + 1]);
        return Occasions.of(
                request,
                map,
                Occasion.at(NOW, 0.5, OptionalDouble.empty()).spent(OptionalDouble.of(1.25), OptionalDouble.of(0.25)));
    }

    private static final Message SYSTEM = Message.of(Role.SYSTEM, "You are terse.");
    private static final Message HELLO = Message.of(Role.USER, "Hello");
    private static final Message BYE = Message.of(Role.USER, "Bye");

    /** Pods of two versions that run beside each other split conversations alike. */
    @Test
    void aNameIsTheSameInEveryVersion() {
        ChatRequest request =
                chat(Message.of(Role.SYSTEM, "Be brief."), Message.of(Role.USER, "Où est \uD83D\uDE00 Paris?"));
        assertEquals(-3_724_074_737_137_995_211L, of(request).session());
        assertEquals(9_157_903_755_168_372_204L, of(request).prefix());
        assertEquals(
                8_546_258_269_142_807_176L,
                of(request, "x-outrigger-session", " ä1 ", "x-outrigger-tenant", "t")
                        .session());
        assertEquals(
                -124_128_616_377_061_384L, of(request, "x-outrigger-user", "u").session());
    }

    @Test
    void aConversationHasOneNameAtEachOfItsTurns() {
        long first = of(chat(SYSTEM, HELLO)).session();
        assertEquals(
                first,
                of(chat(SYSTEM, HELLO, Message.of(Role.ASSISTANT, "Hi"), BYE)).session());
        assertNotEquals(first, of(chat(SYSTEM, BYE)).session());
        assertNotEquals(first, of(chat(HELLO)).session());
    }

    @Test
    void whatTheAppCallsAConversationIsItsName() {
        long named = of(chat(HELLO), "x-outrigger-session", "s-1").session();
        assertEquals(named, of(chat(BYE), "X-Outrigger-Session", " s-1 ").session());
        assertNotEquals(named, of(chat(HELLO), "x-outrigger-session", "s-2").session());
        assertEquals(
                of(chat(HELLO)).session(),
                of(chat(HELLO), "x-outrigger-session", " ").session());
    }

    @Test
    void twoWhoNameTheirConversationsAlikeDoNotShareOne() {
        long ofAnn = of(chat(HELLO), "x-outrigger-session", "1", "x-outrigger-user", "ann")
                .session();
        assertNotEquals(
                ofAnn,
                of(chat(HELLO), "x-outrigger-session", "1", "x-outrigger-user", "bob")
                        .session());
        assertNotEquals(
                ofAnn,
                of(chat(HELLO), "x-outrigger-session", "1", "x-outrigger-tenant", "ann")
                        .session());
    }

    @Test
    void onlyAConversationThatGoesOnOrHasANameMayHaveBeenAnsweredBefore() {
        MultiMap none = MultiMap.caseInsensitiveMultiMap();
        assertFalse(Occasions.goesOn(chat(SYSTEM, HELLO), none));
        assertTrue(Occasions.goesOn(chat(HELLO, Message.of(Role.ASSISTANT, "Hi"), BYE), none));
        assertTrue(
                Occasions.goesOn(chat(HELLO), MultiMap.caseInsensitiveMultiMap().add("x-outrigger-session", "s")));
    }

    @Test
    void promptsThatBeginAlikeShareAPrefix() {
        assertEquals(of(chat(SYSTEM, HELLO)).prefix(), of(chat(SYSTEM, BYE)).prefix());
        assertNotEquals(of(chat(HELLO)).prefix(), of(chat(BYE)).prefix());
    }

    @Test
    void tellsWhomTheAppAsksForCutToALength() {
        Occasion said = of(chat(HELLO), "x-outrigger-user", "ann", "x-outrigger-tenant", "t".repeat(500));
        assertEquals(Optional.of("ann"), said.user());
        assertEquals(Optional.of("t".repeat(Occasions.NAME_CHARS)), said.tenant());
        assertEquals(Optional.empty(), of(chat(HELLO)).user());
        assertEquals(NOW, said.time());
        assertEquals(OptionalDouble.of(1.25), said.spent());
        assertEquals(OptionalDouble.of(0.25), said.spentThisHour());
    }

    @Test
    void tellsOnWhoseBehalfItIs() {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap()
                .add("x-outrigger-app", "shop")
                .add("X-Outrigger-Tenant", " acme ")
                .add("x-outrigger-user", "");

        assertEquals(new Asker(Optional.of("shop"), Optional.of("acme"), Optional.empty()), Occasions.asker(headers));
    }

    @Test
    void readsNoMoreOfATextThanNamesIt() {
        String long1 = "a".repeat(Occasions.NAMING_CHARS);
        assertEquals(
                of(chat(Message.of(Role.USER, long1 + "x"))).session(),
                of(chat(Message.of(Role.USER, long1 + "y"))).session());
    }

    @Test
    void knowsHowBusyThisProcessIs() {
        Occasion moment = Occasion.at(NOW, 0.25, OptionalDouble.empty());
        assertEquals(
                0.25,
                Occasions.of(chat(HELLO), MultiMap.caseInsensitiveMultiMap(), moment)
                        .load());
    }

    @Test
    void oneConversationUnderTwoPoliciesIsKeptTwice() {
        long session = of(chat(HELLO)).session();
        assertEquals(Occasions.pinned(session, "thrift"), Occasions.pinned(session, "thrift"));
        assertNotEquals(Occasions.pinned(session, "thrift"), Occasions.pinned(session, "contract"));
    }
}
