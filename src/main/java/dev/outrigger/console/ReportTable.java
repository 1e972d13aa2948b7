package dev.outrigger.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the admin port reports, as tables for people: all of it, then each day. What is not known is a dash. */
public final class ReportTable {
    private static final String UNKNOWN = "-";

    private ReportTable() {}

    /**
     * The text, with a line feed at its end.
     *
     * @param told as the admin port tells it
     * @throws IOException when it is no JSON
     */
    public static String of(String told) throws IOException {
        return of(new ObjectMapper().readTree(told));
    }

    private static String of(JsonNode report) {
        StringBuilder text = new StringBuilder();
        String since = report.path("since").asText("");
        if (since.isEmpty()) return "no exchange has asked a model yet\n";
        String by = report.path("by").asText();
        window(text, "since " + since, by, report.path("total"));
        for (JsonNode day : report.path("days"))
            window(text.append('\n'), day.path("day").asText() + " (UTC)", by, day);
        return text.toString();
    }

    private static void window(StringBuilder text, String title, String by, JsonNode window) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(
                by.toUpperCase(Locale.ROOT), "COUNT", "INPUT", "OUTPUT", "COST", "UNPRICED", "BASELINE", "SAVED"));
        for (JsonNode row : window.path("rows")) rows.add(row(row.path("name").asText("(not said)"), row));
        if (window.has("others")) rows.add(row("(others)", window.path("others")));
        rows.add(row("all exchanges", window));
        text.append(title).append('\n').append(TextTable.of(rows));
    }

    private static List<String> row(String name, JsonNode amounts) {
        return List.of(
                name,
                amounts.path("count").asText(),
                amounts.path("inputTokens").asText(),
                amounts.path("outputTokens").asText(),
                dollars(amounts, "dollars"),
                amounts.path("unpriced").asText(),
                dollars(amounts, "baseline"),
                dollars(amounts, "saved"));
    }

    private static String dollars(JsonNode amounts, String field) {
        return amounts.has(field)
                ? String.format(Locale.ROOT, "$%.6f", amounts.path(field).asDouble())
                : UNKNOWN;
    }
}
