package dev.outrigger.dialect;

import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Tool;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Fields that name something which a vendor keeps: what a request says with them stands elsewhere. Source: OpenAI, "Create
 * a response"; Anthropic, "Files API", "Code execution tool"; Gemini API, "Context caching";
 * Ollama, "Generate a completion".
 */
public final class StoredState {
    private static final Set<String> NAMES = Set.of(
            "previous_response_id",
            "conversation",
            "cachedContent",
            "cached_content",
            "container",
            "container_id",
            "file_id",
            "file_ids",
            "vector_store_ids",
            "fileSearchStoreNames",
            "file_search_store_names",
            "thread_id");

    /** The ids of an earlier conversation's tokens, as a request of Ollama's {@code /api/generate} returns them. */
    private static final String TOKENS = "context";

    private StoredState() {}

    /** Those in the request, by the names that vendors give them; empty when there is none. */
    public static SortedSet<String> named(ChatRequest request) {
        SortedSet<String> named = new TreeSet<>();
        for (String field : request.vendorFields()) {
            String name = field.substring(field.lastIndexOf('.') + 1);
            if (NAMES.contains(name) || field.equals(TOKENS)) named.add(name);
        }
        for (Tool tool : request.tools())
            if (tool.kind() == Tool.Kind.HOSTED) {
                String declared = tool.schema().text();
                for (String name : NAMES) if (declared.contains("\"" + name + "\"")) named.add(name);
            }
        return named;
    }
}
