package dev.outrigger.support;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Chat requests of many megabytes, in the shapes that cost memory. */
public final class LargeBodies {
    private LargeBodies() {}

    /** One text of this length made of a piece, in UTF-8. */
    public static byte[] text(String model, int bytes, String piece) {
        return filled(model, "[{\"role\":\"user\",\"content\":\"", bytes, piece, "\"}]", "");
    }

    /** An image in a data URL. */
    public static byte[] image(String model, int bytes) {
        return filled(
                model,
                "[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"Look\"},"
                        + "{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64,",
                bytes,
                "iVBORw0KGgoAAAAN",
                "\"}}]}]",
                "");
    }

    /** Many short messages. */
    public static byte[] messages(String model, int count) {
        String one = "{\"role\":\"user\",\"content\":\"a\"},";
        return filled(model, "[", count * one.length(), one, "{\"role\":\"user\",\"content\":\"Hello\"}]", "");
    }

    /** A field nobody reads, of nothing but empty arrays. */
    public static byte[] brackets(String model, int bytes) {
        return filled(model, "[{\"role\":\"user\",\"content\":\"Hello\"}]", bytes, "[],", "[]]", ",\"x_vendor\":[");
    }

    /** So many tools, each with a schema 50 objects deep. */
    public static byte[] tools(String model, int count) {
        String schema = "{\"type\":\"object\",\"properties\":{\"a\":".repeat(25) + "{}" + "}}".repeat(25);
        String one = "{\"type\":\"function\",\"function\":{\"name\":\"f\",\"description\":\"does it\",\"parameters\":"
                + schema + "}},";
        return filled(
                model,
                "[{\"role\":\"user\",\"content\":\"Hello\"}]",
                count * one.length(),
                one,
                one.substring(0, one.length() - 1) + "]",
                ",\"tools\":[");
    }

    /** The same, as a request for a stream. */
    public static byte[] streamed(byte[] body) {
        byte[] end = ",\"stream\":true}".getBytes(StandardCharsets.UTF_8);
        byte[] streamed = Arrays.copyOf(body, body.length - 1 + end.length);
        System.arraycopy(end, 0, streamed, body.length - 1, end.length);
        return streamed;
    }

    private static byte[] filled(
            String model, String messages, int bytes, String piece, String end, String beforeFilling) {
        byte[] head = ("{\"model\":\"" + model + "\",\"messages\":" + messages + beforeFilling)
                .getBytes(StandardCharsets.UTF_8);
        byte[] unit = piece.getBytes(StandardCharsets.UTF_8);
        byte[] tail = (end + "}").getBytes(StandardCharsets.UTF_8);
        int units = bytes / unit.length;
        byte[] body = new byte[head.length + units * unit.length + tail.length];
        System.arraycopy(head, 0, body, 0, head.length);
        for (int i = 0; i < units; i++) System.arraycopy(unit, 0, body, head.length + i * unit.length, unit.length);
        System.arraycopy(tail, 0, body, body.length - tail.length, tail.length);
        return body;
    }
}
