/** The Kubernetes admission webhook: puts the sidecar into pods. Libraries: Vert.x HTTP server, JSON. */
@NullMarked
package dev.outrigger.inject;

import org.jspecify.annotations.NullMarked;
