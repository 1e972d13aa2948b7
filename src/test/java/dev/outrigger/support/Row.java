package dev.outrigger.support;

import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/**
 * Rows of {@code src/test/resources/semantics/rows.tsv} that a test shows: what becomes of an exchange when something
 * goes wrong. {@code perf/Rows.java} makes a table of them from a test run.
 */
@Retention(RUNTIME)
@Target(METHOD)
public @interface Row {
    /** Ids, as they stand in the file. */
    String[] value();
}
