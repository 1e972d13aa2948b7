package dev.outrigger.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveSwitchTest {
    private final List<String> freed = new ArrayList<>();
    private final LiveSwitch live = new LiveSwitch(Lives.named("one"));

    @Test
    void freesAtOnceWhatNobodyUses() {
        live.swap(Lives.named("two"), () -> freed.add("one"));

        assertEquals(List.of("one"), freed);
        assertEquals("two", live.peek().hash());
    }

    @Test
    void freesWhenTheLastExchangeLeaves() {
        Tenancy first = live.enter();
        Tenancy second = live.enter();
        live.swap(Lives.named("two"), () -> freed.add("one"));

        first.leave();
        assertEquals(List.of(), freed);
        assertEquals("one", second.live().hash());
        second.leave();

        assertEquals(List.of("one"), freed);
    }

    @Test
    void anExchangeOfTwoConfigurationsAgoKeepsWhatWasHandedOn() {
        Tenancy old = live.enter();
        live.swap(Lives.named("two"), () -> freed.add("one"));
        live.swap(Lives.named("three"), () -> freed.add("two"));
        assertEquals(List.of(), freed);

        old.leave();

        assertEquals(List.of("one", "two"), freed);
    }

    @Test
    void entersTheConfigurationOfNow() {
        Live two = Lives.named("two");
        live.swap(two, () -> {});

        assertSame(two, live.enter().live());
    }
}
