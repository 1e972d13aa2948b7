/** The data port: bytes in, bytes out, and one exit for failures. Libraries: the Vert.x HTTP server, shared with the console. */
@NullMarked
package dev.outrigger.proxy;

import org.jspecify.annotations.NullMarked;
