/** From an exchange to its spans, metrics and log line. Libraries: OpenTelemetry and Micrometer are fenced to this package. */
@NullMarked
package dev.outrigger.telemetry;

import org.jspecify.annotations.NullMarked;
