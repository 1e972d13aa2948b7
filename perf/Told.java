import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What an app was told in answer to one request, read as strictly as its dialect allows. One thread. */
final class Told {
    /** How the answer's bytes ended. */
    enum End {
        /** As HTTP says: at its length, or with its last chunk. */
        CLEAN,
        /** Before that. */
        BROKEN,
        /** Nothing came for longer than the deadline. */
        LATE,
        /** The app itself left. */
        LEFT
    }

    /** Where the text was so long, when. */
    record Arrival(long nanos, int length) {}

    private final Tongue tongue;
    int status;
    String head = "";
    End end = End.BROKEN;
    final StringBuilder text = new StringBuilder();
    final List<Arrival> arrivals = new ArrayList<>();
    final List<String> strange = new ArrayList<>();
    final Set<String> ids = new HashSet<>();
    int begins;
    int finishes;
    int events;
    boolean terminated;
    String error = "";
    boolean commented;
    private String line = "";

    Told(Tongue tongue) {
        this.tongue = tongue;
    }

    boolean isStream() {
        return header("content-type").startsWith("text/event-stream");
    }

    /** The value of a header; empty when there is none. */
    String header(String name) {
        for (String one : head.split("\r\n"))
            if (one.regionMatches(true, 0, name + ":", 0, name.length() + 1)) return one.substring(name.length() + 1).trim();
        return "";
    }

    /** A body that came whole. */
    void whole(String body) {
        try {
            Object json = Json.parse(body);
            if (status >= 400) {
                error = Json.text(json, "error", "message");
                if (error.isEmpty() || Json.text(json, "error", "type").isEmpty()) strange.add("an error that is none of " + tongue + "'s");
                if (tongue == Tongue.ANTHROPIC && !Json.text(json, "type").equals("error")) strange.add("an error that is none of anthropic's");
                return;
            }
            text.append(tongue == Tongue.OPENAI ? Json.text(json, "choices", 0, "message", "content") : Json.text(json, "content", 0, "text"));
            String finish = tongue == Tongue.OPENAI ? Json.text(json, "choices", 0, "finish_reason") : Json.text(json, "stop_reason");
            if (!finish.isEmpty()) finishes++;
            terminated = true;
        } catch (IllegalArgumentException broken) {
            strange.add(broken.getMessage());
        }
    }

    /** Some of a stream's text, in whole characters. */
    void some(String more) {
        line += more;
        int from = 0;
        for (int end; (end = line.indexOf('\n', from)) >= 0; from = end + 1) line(line.substring(from, end).stripTrailing());
        line = line.substring(from);
    }

    private void line(String one) {
        if (one.startsWith(":")) commented = true;
        if (!one.startsWith("data:")) return;
        String data = one.substring(5).trim();
        if (terminated) strange.add("an event after the end");
        if (data.equals("[DONE]")) {
            terminated = true;
            return;
        }
        events++;
        try {
            Object json = Json.parse(data);
            if (Json.at(json, "error") instanceof Map<?, ?>) error(json);
            else if (tongue == Tongue.OPENAI) openai(json);
            else anthropic(json);
        } catch (IllegalArgumentException broken) {
            strange.add(broken.getMessage());
        }
    }

    private void error(Object json) {
        if (!error.isEmpty()) strange.add("two errors");
        error = Json.text(json, "error", "message");
        if (error.isEmpty()) strange.add("an error without words");
    }

    private void openai(Object json) {
        ids.add(Json.text(json, "id"));
        if (Json.text(json, "choices", 0, "delta", "role").equals("assistant")) begins++;
        say(Json.text(json, "choices", 0, "delta", "content"));
        if (!Json.text(json, "choices", 0, "finish_reason").isEmpty()) finishes++;
    }

    private void anthropic(Object json) {
        switch (Json.text(json, "type")) {
            case "message_start" -> {
                begins++;
                ids.add(Json.text(json, "message", "id"));
            }
            case "content_block_delta" -> say(Json.text(json, "delta", "text"));
            case "message_delta" -> finishes++;
            case "message_stop" -> terminated = true;
            case "content_block_start", "content_block_stop", "ping" -> {}
            default -> strange.add("an event that is none of anthropic's");
        }
    }

    private void say(String more) {
        if (more.isEmpty()) return;
        if (finishes > 0 || !error.isEmpty()) strange.add("text after the end");
        text.append(more);
        arrivals.add(new Arrival(System.nanoTime(), text.length()));
    }
}
