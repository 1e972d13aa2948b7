package dev.outrigger.chat;

/** A function the model may call: its name, what it is for, and the JSON Schema of its arguments (as JSON text). */
public record Tool(String name, String description, String schema) {}
