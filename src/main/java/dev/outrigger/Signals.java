package dev.outrigger;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/**
 * The process's signals. The JDK has no public way to them; {@code sun.misc.Signal} of its module jdk.unsupported is
 * meant for this, but each mention of it is a warning that cannot be switched off, so it is called by name.
 */
final class Signals {
    private static final Logger LOG = System.getLogger("dev.outrigger");

    private Signals() {}

    /** Calls this, on a thread of its own, each time the signal comes; where that cannot be, the JVM's own way stays. */
    static void listen(String name, Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object calls = Proxy.newProxyInstance(
                    Signals.class.getClassLoader(), new Class<?>[] {handler}, (self, method, given) -> {
                        action.run();
                        return null;
                    });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), calls);
        } catch (InvocationTargetException refused) {
            // With -Xrs the JVM leaves signals alone.
            LOG.log(Level.DEBUG, "SIG" + name + " is not listened to", refused.getCause());
        } catch (ReflectiveOperationException absent) {
            LOG.log(Level.DEBUG, "SIG" + name + " is not listened to", absent);
        }
    }
}
