package dev.outrigger.backend;

import dev.outrigger.dialect.HttpDate;
import io.vertx.core.MultiMap;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * Upstream's headers, by their names in lower case. An answer without a date has that of its arrival. Source: RFC 9110,
 * section 6.6.1 "Date".
 */
record AnswerHeaders(MultiMap sent, Instant arrived) implements Function<String, Optional<String>> {
    @Override
    public Optional<String> apply(String name) {
        Optional<String> value = Optional.ofNullable(sent.get(name));
        return name.equals("date") ? value.or(() -> Optional.of(HttpDate.format(arrived))) : value;
    }
}
