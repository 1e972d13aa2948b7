package dev.outrigger.chat;

/** Whose key upstream saw: an app's own wrong key is the app's to mend, and says nothing to those who bring another. */
public enum KeyOwner {
    OPERATOR,
    APP
}
