/** Signatures of AWS. Its classes are loaded only where a backend needs them. */
@org.jspecify.annotations.NullMarked
package dev.outrigger.backend.aws;
