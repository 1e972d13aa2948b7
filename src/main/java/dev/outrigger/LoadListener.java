package dev.outrigger;

/** Hears what becomes of local models, on the thread that loads them. */
interface LoadListener {
    /** For loads that only their caller looks at. */
    LoadListener NOBODY = new LoadListener() {
        @Override
        public void loaded(String model, Outcome outcome) {}

        @Override
        public void learned() {}
    };

    /** How a load ended. */
    enum Outcome {
        READY,
        /** What served before goes on, if there was something. */
        FAILED
    }

    /** A model was loaded, or could not be. */
    void loaded(String model, Outcome outcome);

    /** Requests are read by other heads than were told of last. */
    void learned();
}
