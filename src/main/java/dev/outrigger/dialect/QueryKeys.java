package dev.outrigger.dialect;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Credentials in a query, where Google's APIs take them. They are read as the headers that mean the same, so that one
 * place judges what may leave the process, and nobody else ever sees a query that holds one. Source: Google Cloud,
 * "System parameters" (https://cloud.google.com/apis/docs/system-parameters).
 */
public final class QueryKeys {
    private QueryKeys() {}

    /** A header that says what a parameter said. */
    public record Header(String name, String value) {
        /** The name alone: the value is a key. */
        @Override
        public String toString() {
            return name;
        }
    }

    /** The first credential of the query, unless it is empty or no header can hold it. */
    public static Optional<Header> header(String query) {
        return parameters(query)
                .flatMap(parameter -> header(name(parameter), value(parameter)).stream())
                .findFirst();
    }

    /** The query without any credential; everything else as it was written. */
    public static String without(String query) {
        return parameters(query)
                .filter(parameter -> !isCredential(name(parameter)))
                .collect(Collectors.joining("&"));
    }

    private static Stream<String> parameters(String query) {
        return query.isEmpty() ? Stream.empty() : Stream.of(query.split("&", -1));
    }

    private static boolean isCredential(String name) {
        return switch (name) {
            case "key", "$key", "access_token", "$access_token", "oauth_token", "bearer_token" -> true;
            default -> false;
        };
    }

    private static Optional<Header> header(String name, String value) {
        boolean printable = !value.isEmpty() && value.chars().allMatch(c -> c > ' ' && c < 127);
        if (!isCredential(name) || !printable) return Optional.empty();
        return Optional.of(
                name.endsWith("token")
                        ? new Header("authorization", "Bearer " + value)
                        : new Header("x-goog-api-key", value));
    }

    private static String name(String parameter) {
        int equals = parameter.indexOf('=');
        return decoded(equals < 0 ? parameter : parameter.substring(0, equals));
    }

    private static String value(String parameter) {
        return decoded(parameter.substring(parameter.indexOf('=') + 1));
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return text;
        }
    }
}
