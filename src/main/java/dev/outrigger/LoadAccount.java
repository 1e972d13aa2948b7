package dev.outrigger;

import dev.outrigger.telemetry.Vitals;
import java.util.function.Supplier;

/** Counts loads of local models, and passes on that requests are read by other heads. */
record LoadAccount(Supplier<Vitals> vitals, Runnable relearned) implements LoadListener {
    @Override
    public void loaded(String model, Outcome outcome) {
        vitals.get()
                .loaded(
                        model,
                        switch (outcome) {
                            case READY -> Vitals.Load.READY;
                            case FAILED -> Vitals.Load.FAILED;
                        });
    }

    @Override
    public void learned() {
        relearned.run();
    }
}
