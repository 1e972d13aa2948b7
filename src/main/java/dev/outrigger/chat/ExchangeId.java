package dev.outrigger.chat;

/** Names one exchange; 26 characters, sortable by time (a ULID). Sent as {@code x-outrigger-exchange}. */
public record ExchangeId(String value) {
    @Override
    public String toString() {
        return value;
    }
}
