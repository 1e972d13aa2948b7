package dev.outrigger.dialect;

import dev.outrigger.chat.Tool;
import java.util.regex.Pattern;

/** Names of tools, which Gemini and servers of open models let have dots and colons, and others refuse. */
public final class ToolName {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_-]++");

    private ToolName() {}

    /**
     * The tool's name, for a vendor of plain ones.
     *
     * @param most characters it may have
     * @throws Unsaid when it is none
     */
    public static String plain(Tool tool, int most) {
        String name = tool.name();
        if (name.length() > most || !PLAIN.matcher(name).matches())
            throw new Unsaid("a tool's name of other than at most " + most + " letters, digits, _ and -");
        return name;
    }
}
