package dev.outrigger.engine;

import java.util.Optional;
import java.util.concurrent.Flow;

/** The subscription of an answer of which a draft can be had while it is made. */
public interface Drafting extends Flow.Subscription {
    /**
     * What is made of the answer by now, for another generation to go on with should this one be lost; absent before it
     * begins, and of an answer of several choices. To be called within the subscriber's own signals only: a draft belongs to
     * the thread that makes it.
     */
    Optional<Draft> draft();
}
