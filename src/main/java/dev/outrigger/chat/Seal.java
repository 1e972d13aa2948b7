package dev.outrigger.chat;

/**
 * Opaque text that only its maker can check or read: the signature of reasoning, or reasoning that is encrypted. It is
 * given back to its maker unchanged and shown to no other vendor.
 *
 * @param vendor whose it is: the name of the dialect's vendor, for example {@code anthropic}
 * @param value as the vendor wrote it
 */
public record Seal(String vendor, String value) {}
