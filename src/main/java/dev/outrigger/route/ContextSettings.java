package dev.outrigger.route;

import dev.outrigger.config.Default;
import dev.outrigger.config.Doc;
import dev.outrigger.config.Key;
import dev.outrigger.config.Range;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** See {@link ContextStage} and {@link StayStage}. */
@Key("context")
@Doc("Keeps a conversation where it is, and heeds who asks.")
public record ContextSettings(
        @Doc(
                "When a conversation stays at the model that answered it before: always, in an open loop of tool calls, or never.")
        @Default("always")
        Stay stay,

        @Doc("Whether the other stages may still move it to a model that is known to be better, or to a person.")
        @Default("true")
        boolean escalate,

        @Doc("After how many answers it is decided anew, and again after as many; 0 for never.")
        @Default("0")
        @Range(min = "0", max = "100000")
        int turns,

        @Doc("After how long without an answer it is decided anew; limits.sessionIdle, if that is less.")
        @Default("30m")
        @Range(min = "1s", max = "24h")
        Duration idle,

        @Doc("Wishes for requests of a user, by the name in x-outrigger-user.") @Default("{}")
        Map<String, Lists> users,

        @Doc("Wishes for requests of a tenant, by the name in x-outrigger-tenant; its users' go before.") @Default("{}")
        Map<String, Lists> tenants)
        implements StageSettings {
    /** Which conversations stay. */
    public enum Stay {
        /** Every one that was answered before. */
        ALWAYS,
        /** Those that answer calls a model made. */
        LOOP,
        /** None. */
        NEVER
    }

    /** Models by name. */
    @Doc("Models that are wanted for somebody.")
    public record Lists(
            @Doc("Models to try first, in this order.") @Default("[]")
            List<String> prefer,

            @Doc("Models to try last.") @Default("[]") List<String> avoid,

            @Doc("The only models that may answer.") @Default("[]")
            List<String> only) {
        public Lists {
            prefer = List.copyOf(prefer);
            avoid = List.copyOf(avoid);
            only = List.copyOf(only);
            if (prefer.isEmpty() && avoid.isEmpty() && only.isEmpty())
                throw new IllegalArgumentException("an entry needs prefer, avoid or only");
        }

        Wishes wishes() {
            return new Wishes(prefer, avoid, only);
        }
    }
}
