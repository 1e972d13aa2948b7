import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What the Java programs share: the pairings they are to prove, and one line of JSON for each result. */
final class Proof {
    static final ObjectMapper JSON = new ObjectMapper();
    // No proxy stands between the programs of one machine.
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final long LEFT_NANOS = 1_000_000_000L;

    static final JsonNode SCRIPT = script();
    static final String HELLO = SCRIPT.get("hello").asText();
    static final String PNG = SCRIPT.get("png").asText();
    static final List<Long> USAGE =
            List.of(SCRIPT.get("usage").get(0).asLong(), SCRIPT.get("usage").get(1).asLong());
    static final String SAID_PARIS = "Results: Paris=21";
    static final String SAID_BOTH = "Results: Paris=21, Oslo=12";
    static final String SEEN = "I see an image of type image/png.";
    static final String WHO = "Who wrote the first program?";
    static final String ONE = "What is the weather in Paris?";
    static final String TWO = "What is the weather in these two cities: Paris and Oslo?";
    static final String IN_TURNS = TWO + " Both in turns.";

    record Pairing(String backend) {
        String model() {
            return backend + "-scripted";
        }

        /** Of a backend without a key of its own, which is sent the app's. */
        String keyless() {
            return backend + "-keyless";
        }

        boolean same() {
            return backend.equals(System.getenv("PROOF_DIALECT"));
        }

        boolean direct() {
            return System.getenv("PROOF_DIRECT") != null;
        }

        String tag() {
            return System.getenv("PROOF_CLIENT") + "." + backend;
        }

        /** A model of this program alone: after an error the sidecar lets a model rest. */
        String failing(int status) {
            return tag() + "." + status;
        }

        int calls(int status) throws Exception {
            return asked("/calls").path(failing(status)).asInt();
        }
    }

    interface Case {
        void prove(Pairing to) throws Exception;
    }

    interface Action {
        Object run() throws Exception;
    }

    /** What the client has not, and why. */
    static final class Absent extends Exception {
        Absent(String why) {
            super(why);
        }
    }

    private Proof() {}

    private static JsonNode script() {
        try {
            return JSON.readTree(Files.readString(Path.of(System.getenv("PROOF_SCRIPT"))));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static JsonNode asked(String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(System.getenv("PROOF_VENDORS") + path)).build();
        return JSON.readTree(HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }

    /** The vendor has to see within a second that the client left. */
    static void left(String tag) throws Exception {
        for (long end = System.nanoTime() + LEFT_NANOS; System.nanoTime() < end; Thread.sleep(20)) {
            for (JsonNode each : asked("/left").get("tags")) if (each.asText().equals(tag)) return;
        }
        throw new AssertionError("after a second the vendor has not seen that the client left");
    }

    static void equal(String what, Object got, Object wanted) {
        if (!Objects.equals(got, wanted)) throw new AssertionError(what + ": " + got + " instead of " + wanted);
    }

    static void within(String what, String part, String whole) {
        if (!whole.contains(part)) throw new AssertionError(what + ": no '" + part + "' in '" + whole + "'");
    }

    /** The error, which has to be of this class. */
    static <T extends Exception> T raises(Class<T> kind, Action action) {
        Object result;
        try {
            result = action.run();
        } catch (Exception e) {
            if (kind.isInstance(e)) return kind.cast(e);
            throw new AssertionError(e.getClass().getSimpleName() + " instead of " + kind.getSimpleName() + ": " + e, e);
        }
        throw new AssertionError("no " + kind.getSimpleName() + ", but " + result);
    }

    static String degrees(String city) {
        return SCRIPT.get("degrees").get(city).asText();
    }

    static void prove(Map<String, Case> cases) throws Exception {
        for (String backend : System.getenv("PROOF_BACKENDS").split(",")) {
            for (var each : cases.entrySet()) {
                var result = JSON.createObjectNode().put("backend", backend).put("capability", each.getKey());
                try {
                    each.getValue().prove(new Pairing(backend));
                    result.put("ok", true);
                } catch (Absent e) {
                    result.putNull("ok").put("why", e.getMessage());
                } catch (Exception | AssertionError e) {
                    result.put("ok", false).put("why", e.toString()).put("where", place(e));
                }
                System.out.println(JSON.writeValueAsString(result));
            }
        }
        System.exit(0);
    }

    private static String place(Throwable failure) {
        for (StackTraceElement each : failure.getStackTrace()) {
            String file = String.valueOf(each.getFileName());
            if (each.getClassName().equals(file.replace(".java", "")) && !file.equals("Proof.java")) {
                return file + ":" + each.getLineNumber();
            }
        }
        return "";
    }
}
