package dev.outrigger.config;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a sealed interface whose permitted types are records: how the file says which of them is meant.
 *
 * <ul>
 *   <li>{@code @Variants}: by the only key of a mapping. {@code rule: {when: …}} is the record {@code Rule(String when,
 *       …)}; the word is the record's name in camelCase. A record whose only component has the variant's own name is
 *       written short: {@code env: HOME} is {@code Env(String env)}.
 *   <li>{@code @Variants(field = "kind")}: by a key beside the record's own. {@code {kind: engine, slots: 4}} is {@code
 *       Engine(int slots)}; the word is the record's name in kebab-case.
 * </ul>
 *
 * {@link Key} on a record replaces its word.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Variants {
    /** The key that holds the variant's word; empty when the word is itself the only key. */
    String field() default "";
}
