package dev.outrigger.dialect;

/** A line of the list of models: the name an app may ask for, and who owns it. */
public record ListedModel(String id, String owner) {}
