package dev.outrigger.proxy;

import dev.outrigger.config.Default;
import dev.outrigger.config.Doc;
import dev.outrigger.config.Range;

/** The section {@code listen}: the ports. Data and admin are on loopback, health on the pod's address. */
@Doc("The ports. Data and admin are on loopback, health on the pod's address. They are read at the start only.")
public record ListenSettings(
        @Doc("Where the app's requests come in.") @Default("7070") @Range(min = "1", max = "65535")
        int data,

        @Doc("Health and metrics.") @Default("7071") @Range(min = "1", max = "65535")
        int health,

        @Doc("The operator's port.") @Default("7072") @Range(min = "1", max = "65535")
        int admin) {}
