package dev.outrigger.life;

import dev.outrigger.engine.Footprint;
import dev.outrigger.engine.Loss;

/** Hears what becomes of local models, on the thread that loads them unless said otherwise. */
public interface LoadListener {
    /** For loads that only their caller looks at. */
    LoadListener NOBODY = new LoadListener() {
        @Override
        public void loaded(String model, Outcome outcome, Life.Cause cause) {}

        @Override
        public void lost(String model, Loss.Kind how) {}

        @Override
        public void held(String model, Footprint footprint) {}

        @Override
        public void learned() {}
    };

    /** How a load ended. */
    enum Outcome {
        READY,
        /** With less than was wanted. */
        DEGRADED,
        /** What served before goes on, if there was something. */
        FAILED
    }

    /** A model was loaded, or could not be. */
    void loaded(String model, Outcome outcome, Life.Cause cause);

    /** A model can answer no more. */
    void lost(String model, Loss.Kind how);

    /** A model, with one that it replaces if that is not freed yet, holds so much; on any thread. */
    void held(String model, Footprint footprint);

    /** Requests are read by other heads than were told of last. */
    void learned();
}
