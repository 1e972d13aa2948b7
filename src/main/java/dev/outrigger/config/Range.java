package dev.outrigger.config;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The least and the greatest value of a number, duration or size, both allowed, written as in the file: {@code
 * @Range(min = "1s", max = "1h")}. On an optional, a list or a map it holds for what is inside.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Range {
    /** The least value; none when empty. */
    String min() default "";

    /** The greatest value; none when empty. */
    String max() default "";
}
