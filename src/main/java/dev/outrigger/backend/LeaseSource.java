package dev.outrigger.backend;

/** Where a {@link Lease} comes from. */
public interface LeaseSource<T> {
    /** Gets another. May block for seconds; called by one thread at a time, never an event loop. */
    Lease<T> next() throws Exception;

    /** Why it could not be got, in words without anything secret: a vendor's own message may quote what it was sent. */
    String why(Throwable thrown);
}
