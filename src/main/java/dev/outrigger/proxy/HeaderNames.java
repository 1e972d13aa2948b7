package dev.outrigger.proxy;

import dev.outrigger.backend.Answer;

/** The headers of the contract with the app. */
final class HeaderNames {
    static final String EXCHANGE = "x-outrigger-exchange";
    static final String MODEL = "x-outrigger-model";
    static final String POLICY = "x-outrigger-policy";
    static final String REASON = "x-outrigger-reason";
    static final String DESTINATION = "x-outrigger-destination";
    static final String ATTEMPTS = "x-outrigger-attempts";
    static final String MISSING = "x-outrigger-missing";
    static final String DROPPED = "x-outrigger-dropped";
    static final String ESTIMATED = "x-outrigger-estimated";
    static final String UNSURE = Answer.UNSURE;
    static final String DEADLINE = "x-outrigger-deadline-ms";
    static final String LATENCY = "x-outrigger-latency";
    static final String PRIVACY = "x-outrigger-privacy";
    static final String SESSION = "x-outrigger-session";
    static final String APP = "x-outrigger-app";
    static final String USER = "x-outrigger-user";
    static final String TENANT = "x-outrigger-tenant";
    /** Not ours, and read as a hint. */
    static final String ACCEPT_LANGUAGE = "accept-language";

    static final String TIMING = "server-timing";
    static final String SHOULD_RETRY = "x-should-retry";
    static final String RETRY_AFTER = "retry-after";

    private HeaderNames() {}
}
