package dev.outrigger.proxy;

import dev.outrigger.chat.Failure;

/** What ends an exchange whose time is over. */
final class Deadline {
    static final Failure PASSED = new Failure.TimedOut(Failure.Clock.DEADLINE, "the deadline passed");

    private Deadline() {}
}
