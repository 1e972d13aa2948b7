package dev.outrigger.backend;

import dev.outrigger.dialect.Dialect;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;

/** A dialect with another's words under a name of its own, so that requests between the two are said anew. */
final class Foreign {
    private Foreign() {}

    static Dialect of(Dialect dialect) {
        InvocationHandler renamed = (proxy, method, arguments) ->
                method.getName().equals("name") ? "foreign" : method.invoke(dialect, arguments);
        return (Dialect)
                Proxy.newProxyInstance(Dialect.class.getClassLoader(), new Class<?>[] {Dialect.class}, renamed);
    }
}
