import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** A server of the measurements: on loopback, a blocking thread a connection. */
final class Serving {
    private Serving() {}

    /** What happens on a connection. */
    interface Connection {
        /** Returns, or throws, when it is over. */
        void serve(Socket socket) throws IOException, InterruptedException;
    }

    /**
     * Prints its port and serves until the standard input ends.
     *
     * @param waiting connections that may wait to be accepted
     */
    static void untilInputEnds(int waiting, Connection each) throws IOException {
        ServerSocket server = new ServerSocket(0, waiting, InetAddress.getLoopbackAddress());
        System.out.println(server.getLocalPort());
        Thread.ofPlatform().daemon().start(() -> accept(server, each));
        while (System.in.read() >= 0) {}
    }

    private static void accept(ServerSocket server, Connection each) {
        try {
            while (true) {
                Socket socket = server.accept();
                Thread.ofPlatform().daemon().start(() -> serve(socket, each));
            }
        } catch (IOException closed) {
            System.err.println("upstream: " + closed);
        }
    }

    private static void serve(Socket socket, Connection each) {
        try (socket) {
            socket.setTcpNoDelay(true);
            each.serve(socket);
        } catch (IOException left) {
            // The client closes; nobody waits for more.
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
