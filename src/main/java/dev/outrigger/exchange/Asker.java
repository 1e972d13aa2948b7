package dev.outrigger.exchange;

import java.util.Optional;

/**
 * On whose behalf an exchange was made, as the app says or the configuration does; bounded texts, absent where nobody says.
 *
 * @param app that asked
 * @param tenant the customer it asked for
 * @param user whom it asked for
 */
public record Asker(Optional<String> app, Optional<String> tenant, Optional<String> user) {
    /** Nobody says. */
    public static final Asker UNKNOWN = new Asker(Optional.empty(), Optional.empty(), Optional.empty());

    /** The same, of this app where none is said. */
    Asker or(String usual) {
        return app.isPresent() ? this : new Asker(Optional.of(usual), tenant, user);
    }
}
