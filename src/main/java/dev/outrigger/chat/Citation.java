package dev.outrigger.chat;

import java.util.Optional;

/**
 * A source that a stretch of the answer rests on.
 *
 * @param source where it is
 * @param title what it is called
 * @param quote the words of the source
 * @param stretch which part of the answer rests on it; absent: the vendor did not say
 */
public record Citation(Source source, Optional<String> title, Optional<String> quote, Optional<Stretch> stretch) {
    /** Where a cited source is. */
    public sealed interface Source {
        /** A page of the web. */
        record Page(String url) implements Source {}

        /** A file uploaded to the vendor before. */
        record Uploaded(String id) implements Source {}

        /** A document of the request, counted from 0 over all its messages. */
        record Given(int index) implements Source {}
    }

    /** Characters (Unicode code points) of the choice's text, from 0; {@code end} is the first after it. */
    public record Stretch(int start, int end) {
        public Stretch {
            if (start < 0 || end < start) throw new IllegalArgumentException("a stretch must not end before it starts");
        }
    }
}
