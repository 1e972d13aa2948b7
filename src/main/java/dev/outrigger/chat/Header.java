package dev.outrigger.chat;

/** A line of a message's head. */
public record Header(String name, String value) {
    /** The name alone: the value is a vendor's, and may say anything. */
    @Override
    public String toString() {
        return name;
    }
}
