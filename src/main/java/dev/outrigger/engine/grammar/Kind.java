package dev.outrigger.engine.grammar;

/** What a JSON value is. Whole numbers are numbers. */
enum Kind {
    NULL,
    BOOLEAN,
    NUMBER,
    STRING,
    ARRAY,
    OBJECT
}
