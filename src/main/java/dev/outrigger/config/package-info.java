/** Reads {@code outrigger.yaml} into a located tree, binds records strictly, and collects every mistake. Libraries: YAML and JSON; sections belong to their own packages. */
@NullMarked
package dev.outrigger.config;

import org.jspecify.annotations.NullMarked;
