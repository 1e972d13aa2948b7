package dev.outrigger.dialect.responses;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** An item of an answer that is being written. */
sealed interface OpenItem permits OpenMessage, OpenReasoning, OpenCall {
    ItemPlace place();

    /** Ends it with this status; gives the whole item. */
    ObjectNode close(String status);
}
