package dev.outrigger.config;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The word in the file, where it is not the Java name's own: of a record's component ({@code camelCase} otherwise), of
 * an enum constant ({@code kebab-case} otherwise), or of a variant's record (see {@link Variants}).
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD, ElementType.TYPE})
public @interface Key {
    /** The word. */
    String value();
}
