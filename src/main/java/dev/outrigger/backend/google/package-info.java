/** Access tokens of Google Cloud. Its classes are loaded only where a backend needs them. */
@org.jspecify.annotations.NullMarked
package dev.outrigger.backend.google;
