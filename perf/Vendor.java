import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A vendor of the soak: answers each request with its own story over real sockets, or does wrong as the errand's plan says. */
final class Vendor implements AutoCloseable {
    /** Beyond the first-token clock of the configuration. */
    private static final long SLOW_MILLIS = 4_500;

    /** Beyond the idle clock. */
    private static final long SILENT_MILLIS = 8_000;

    /** Pieces of a trickle, so that it ends within the deadline. */
    private static final int LONGEST_TRICKLE = 100;

    private static final Pattern ID = Pattern.compile("request #(\\d+)");
    private static final Pattern MODEL = Pattern.compile("\"model\"\\s*:\\s*\"([^\"]+)\"");
    private static final Pattern STREAM = Pattern.compile("\"stream\"\\s*:\\s*true");
    private static final Pattern USAGE = Pattern.compile("\"include_usage\"\\s*:\\s*true");

    private final ServerSocket server;
    private final Tongue tongue;
    private final Ledger ledger;
    private final AtomicInteger open = new AtomicInteger();

    Vendor(Tongue tongue, Ledger ledger) throws IOException {
        this.server = new ServerSocket(0, 512, InetAddress.getLoopbackAddress());
        this.tongue = tongue;
        this.ledger = ledger;
        Thread.ofPlatform().daemon().start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /** Connections now. */
    int connections() {
        return open.get();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            }
        } catch (IOException closed) {
            // The soak is over.
        }
    }

    private void serve(Socket socket) {
        open.incrementAndGet();
        try (socket) {
            socket.setTcpNoDelay(true);
            Wire wire = new Wire(socket.getInputStream());
            boolean goesOn = true;
            for (int served = 0; goesOn; served++) goesOn = answer(socket, wire.read(), served > 0);
        } catch (IOException left) {
            // The sidecar closed it.
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            open.decrementAndGet();
        }
    }

    /** Answers one request; whether the connection can carry another. */
    private boolean answer(Socket socket, Wire.Message request, boolean reused) throws IOException, InterruptedException {
        Matcher id = ID.matcher(request.body());
        String model = found(MODEL, request.body());
        OutputStream out = socket.getOutputStream();
        Optional<Ledger.Asked> asked = id.find() ? ledger.called(Integer.parseInt(id.group(1)), model, reused) : Optional.empty();
        if (asked.isEmpty()) {
            out.write(message(404, "application/json", "", tongue.error("nobody asked this")));
            return true;
        }
        Errand errand = asked.get().errand();
        Ledger.Call call = asked.get().call();
        switch (call.fault) {
            case STATUS_500, STATUS_503 -> {
                int status = call.fault == Fault.STATUS_500 ? 500 : 503;
                out.write(message(status, "application/json", "", tongue.error("scripted " + status)));
                return true;
            }
            case STATUS_429 -> {
                out.write(message(429, "application/json", "retry-after: 1\r\n", tongue.error("scripted: slow down")));
                return true;
            }
            case HTML -> {
                out.write(message(200, "text/html", "", "<html><body>Bad gateway</body></html>"));
                return true;
            }
            case EMPTY -> {
                out.write(message(200, "application/json", "", ""));
                return true;
            }
            case RESET -> {
                return reset(socket);
            }
            case SLOW -> Thread.sleep(SLOW_MILLIS);
            case NONE, REFUSED, TRICKLE, CUT_RESET, CUT_SILENCE, CUT_GARBAGE, CUT_END, CUT_ERROR -> {}
        }
        String name = (tongue == Tongue.OPENAI ? "chatcmpl-" : "msg_") + errand.id() + "-" + call.number;
        if (!STREAM.matcher(request.body()).find()) return whole(socket, name, errand, call);
        return stream(socket, name, errand, call, USAGE.matcher(request.body()).find());
    }

    private boolean whole(Socket socket, String name, Errand errand, Ledger.Call call) throws IOException {
        String text = errand.text(call.voice());
        String body = tongue.whole(name, call.model, text, text.length() / 4);
        byte[] sent = message(200, "application/json", "", body);
        if (!call.fault.isCut()) {
            socket.getOutputStream().write(sent);
            return true;
        }
        boolean resets = call.fault == Fault.CUT_RESET;
        byte[] broken = resets ? sent : message(200, "application/json", "", body.substring(0, body.length() / 2));
        socket.getOutputStream().write(broken, 0, resets ? sent.length * 2 / 3 : broken.length);
        call.cut = System.nanoTime();
        return resets ? reset(socket) : true;
    }

    private boolean stream(Socket socket, String name, Errand errand, Ledger.Call call, boolean usage) throws IOException, InterruptedException {
        OutputStream out = socket.getOutputStream();
        Random dice = errand.dice(call.number);
        String text = errand.text(call.voice());
        List<String> tokens = Story.tokens(text, dice, errand.words() > 1000 ? 120 : 12);
        int until = call.fault.isCut() ? dice.nextInt(tokens.size()) : tokens.size();
        out.write(ascii("HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n"));
        for (String event : tongue.begin(name, call.model)) chunk(out, event, dice);
        int pieces = 0;
        for (int i = 0; i < until; ) {
            StringBuilder several = new StringBuilder();
            for (int n = 1 + dice.nextInt(3); n > 0 && i < until; n--) several.append(tongue.piece(name, call.model, tokens.get(i++)));
            chunk(out, several.toString(), dice);
            if (call.fault == Fault.TRICKLE && pieces++ < LONGEST_TRICKLE) Thread.sleep(60);
            else if (dice.nextInt(3) == 0) Thread.sleep(dice.nextInt(8));
        }
        call.streamed = until > 0;
        if (call.fault.isCut()) return cut(socket, call, dice);
        for (String event : tongue.end(name, call.model, text.length() / 4, usage)) chunk(out, event, dice);
        out.write(ascii("0\r\n\r\n"));
        return true;
    }

    private boolean cut(Socket socket, Ledger.Call call, Random dice) throws IOException, InterruptedException {
        OutputStream out = socket.getOutputStream();
        call.cut = System.nanoTime();
        switch (call.fault) {
            case CUT_RESET -> {
                return reset(socket);
            }
            case CUT_SILENCE -> Thread.sleep(SILENT_MILLIS);
            case CUT_GARBAGE -> chunk(out, "data: {\"choices\":[{\"del\u0001 <<<\n\n", dice);
            case CUT_ERROR -> chunk(out, tongue.errorEvent("scripted: it broke"), dice);
            default -> {
                out.write(ascii("0\r\n\r\n"));
                return true;
            }
        }
        out.write(ascii("0\r\n\r\n"));
        return true;
    }

    private static boolean reset(Socket socket) throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
        return false;
    }

    /** One chunk of HTTP's; now and then in two pieces, between any two bytes. */
    private static void chunk(OutputStream out, String text, Random dice) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        int cut = dice.nextInt(8) == 0 ? dice.nextInt(body.length) : 0;
        if (cut > 0) chunk(out, body, 0, cut);
        chunk(out, body, cut, body.length - cut);
    }

    private static void chunk(OutputStream out, byte[] body, int from, int length) throws IOException {
        byte[] head = ascii(Integer.toHexString(length) + "\r\n");
        byte[] all = new byte[head.length + length + 2];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(body, from, all, head.length, length);
        all[all.length - 2] = '\r';
        all[all.length - 1] = '\n';
        out.write(all);
    }

    private static byte[] message(int status, String type, String headers, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        byte[] head = ascii("HTTP/1.1 " + status + " Scripted\r\ncontent-type: " + type + "\r\n" + headers + "content-length: " + bytes.length + "\r\n\r\n");
        byte[] all = java.util.Arrays.copyOf(head, head.length + bytes.length);
        System.arraycopy(bytes, 0, all, head.length, bytes.length);
        return all;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static String found(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? matcher.group(1) : "";
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
