package dev.outrigger.console;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outrigger.exchange.Amounts;
import dev.outrigger.exchange.Statement;

/**
 * What exchanges cost, as a JSON object: {@code total} and, by UTC day, {@code days}, each with the sums of all, {@code rows}
 * by what was asked for, and {@code others}, which have no row of their own. A row without a name is of those of whom it is
 * not said. {@code saved} is absent where nothing can be compared.
 */
final class ReportJson {
    private ReportJson() {}

    static String encode(Statement statement) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("by", statement.by().word());
        statement.since().ifPresent(since -> json.put("since", since.toString()));
        put(json.putObject("total"), statement.total());
        ArrayNode days = json.putArray("days");
        statement.days().forEach(day -> {
            ObjectNode one = days.addObject().put("day", day.date().toString());
            put(one, day.window());
        });
        return json.toPrettyString() + "\n";
    }

    private static void put(ObjectNode json, Statement.Window window) {
        put(json, window.all());
        ArrayNode rows = json.putArray("rows");
        window.rows().forEach(row -> {
            ObjectNode one = rows.addObject();
            row.name().ifPresent(name -> one.put("name", name));
            put(one, row.amounts());
        });
        window.others().ifPresent(others -> put(json.putObject("others"), others));
    }

    private static void put(ObjectNode json, Amounts amounts) {
        json.put("count", amounts.count())
                .put("inputTokens", amounts.inputTokens())
                .put("outputTokens", amounts.outputTokens())
                .put("uncounted", amounts.uncounted())
                .put("dollars", dollars(amounts.dollars()))
                .put("estimated", amounts.estimated())
                .put("unpriced", amounts.unpriced())
                .put("compared", amounts.compared());
        amounts.saved()
                .ifPresent(saved -> json.put("comparable", dollars(amounts.comparable()))
                        .put("baseline", dollars(amounts.baseline()))
                        .put("saved", dollars(saved)));
    }

    private static double dollars(double amount) {
        return Math.round(amount * 1e8) / 1e8;
    }
}
