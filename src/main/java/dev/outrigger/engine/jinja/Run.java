package dev.outrigger.engine.jinja;

import java.time.ZonedDateTime;

/** One rendering: what it may still do, and when it takes place. */
record Run(Meter meter, ZonedDateTime now) {}
