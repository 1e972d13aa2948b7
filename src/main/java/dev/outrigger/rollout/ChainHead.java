package dev.outrigger.rollout;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;

/**
 * The first line of a file of a {@link ChainedFiles}: where its chain goes on.
 *
 * @param format of the lines; a reader knows its own alone
 * @param number of the file, from 1
 * @param before the link at the end of the file before
 * @param torn whether the file before ends within a line: its writer was stopped there
 */
record ChainHead(int format, int number, String before, boolean torn, Instant time) {
    static final int FORMAT = 1;

    /** The only key of the line. */
    static final String KEY = "head";

    private static final RecordCodec CODEC = new RecordCodec();

    String body() {
        return JsonNodeFactory.instance
                .objectNode()
                .<com.fasterxml.jackson.databind.node.ObjectNode>set(KEY, CODEC.encode(this, ChainHead.class))
                .toString();
    }

    /**
     * The head that was written so.
     *
     * @throws IllegalArgumentException when it is none
     */
    static ChainHead of(JsonNode json) {
        return CODEC.decode(json.path(KEY), ChainHead.class);
    }
}
