package dev.outrigger;

import dev.outrigger.proxy.ListenSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Whether the ports can be had, asked before anything starts, so that a person reads of all that cannot, by key, instead
 * of the first one's stack. Who takes one between this look and the start is told of less kindly.
 */
final class PortCheck implements AutoCloseable {
    private static final String ANY = "0.0.0.0";

    private final Map<Integer, String> keys = new TreeMap<>();
    private final List<ServerSocket> held = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    private PortCheck() {}

    /** What stands against each port that cannot be listened on; nothing when all can. */
    static List<String> problems(ListenSettings listen) {
        try (PortCheck check = new PortCheck()) {
            check.look("listen.data", Server.LOOPBACK, listen.data());
            check.look("listen.health", ANY, listen.health());
            check.look("listen.admin", Server.LOOPBACK, listen.admin());
            return List.copyOf(check.problems);
        }
    }

    private void look(String key, String address, int port) {
        String other = keys.putIfAbsent(port, key);
        if (other != null) problems.add("port " + port + " is both " + other + " and " + key);
        else bind(key, address, port);
    }

    private void bind(String key, String address, int port) {
        try {
            ServerSocket socket = new ServerSocket();
            held.add(socket);
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(address), port));
        } catch (IOException refused) {
            problems.add("port " + port + " (" + key + ") cannot be listened on: " + refused.getMessage());
        }
    }

    @Override
    public void close() {
        for (ServerSocket socket : held) {
            try {
                socket.close();
            } catch (IOException unclosable) {
                problems.add("a port that was tried cannot be closed: " + unclosable.getMessage());
            }
        }
    }
}
