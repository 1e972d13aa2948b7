package dev.outrigger.config;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a key means when it is absent, written as it would be in the file: {@code @Default("10m")}, {@code
 * @Default("{}")}, {@code @Default("[]")}. Without it a key must be there, unless its type is optional.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Default {
    /** One YAML value. */
    String value();
}
