package dev.outrigger;

import dev.outrigger.engine.Footprint;
import dev.outrigger.engine.Loss;
import dev.outrigger.life.Life;
import dev.outrigger.life.LoadListener;
import dev.outrigger.telemetry.Vitals;
import java.util.function.Supplier;

/** Counts loads and losses of local models and what they hold, and passes on that requests are read by other heads. */
record LoadAccount(Supplier<Vitals> vitals, Runnable relearned) implements LoadListener {
    @Override
    public void loaded(String model, Outcome outcome, Life.Cause cause) {
        vitals.get()
                .loaded(
                        model,
                        switch (outcome) {
                            case READY -> Vitals.Load.READY;
                            case DEGRADED -> Vitals.Load.DEGRADED;
                            case FAILED -> Vitals.Load.FAILED;
                        },
                        switch (cause) {
                            case SETTINGS -> Vitals.LoadCause.SETTINGS;
                            case REQUEST -> Vitals.LoadCause.REQUEST;
                            case SCHEDULE -> Vitals.LoadCause.SCHEDULE;
                            case RETRY -> Vitals.LoadCause.RETRY;
                        });
    }

    @Override
    public void lost(String model, Loss.Kind how) {
        vitals.get()
                .lost(
                        model,
                        switch (how) {
                            case OUT_OF_MEMORY -> Vitals.LossReason.OUT_OF_MEMORY;
                            case DEVICE_LOST -> Vitals.LossReason.DEVICE_LOST;
                            case STEPS_FAILED -> Vitals.LossReason.STEPS_FAILED;
                            case ENDED -> Vitals.LossReason.ENDED;
                        });
    }

    @Override
    public void held(String model, Footprint footprint) {
        vitals.get().held(model, footprint.weights(), footprint.cache(), footprint.adapters());
    }

    @Override
    public void learned() {
        relearned.run();
    }
}
