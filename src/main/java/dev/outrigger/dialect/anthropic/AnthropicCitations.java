package dev.outrigger.dialect.anthropic;

import dev.outrigger.chat.Citation;
import dev.outrigger.chat.Citation.Source;
import dev.outrigger.dialect.json.JsonValue;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads what a text block rests on. Source: "Citations"
 * (https://docs.anthropic.com/en/docs/build-with-claude/citations).
 */
final class AnthropicCitations {
    private AnthropicCitations() {}

    /** @param stretch of the block that it came with; its own places are those in the source */
    static Optional<Citation> decode(JsonValue citation, Citation.Stretch stretch) {
        return switch (citation.get("type").text()) {
            case "web_search_result_location" -> Optional.of(page(citation, "url", stretch));
            case "search_result_location" -> Optional.of(page(citation, "source", stretch));
            case "char_location", "page_location", "content_block_location" -> given(citation, stretch);
            default -> Optional.empty();
        };
    }

    private static Citation page(JsonValue citation, String address, Citation.Stretch stretch) {
        Source page = new Source.Page(citation.get(address).passage().text());
        return new Citation(page, text(citation, "title"), text(citation, "cited_text"), Optional.of(stretch));
    }

    private static Optional<Citation> given(JsonValue citation, Citation.Stretch stretch) {
        OptionalLong index = citation.get("document_index").whole();
        if (index.isEmpty() || index.getAsLong() < 0 || index.getAsLong() > Integer.MAX_VALUE) return Optional.empty();
        return Optional.of(new Citation(
                new Source.Given((int) index.getAsLong()),
                text(citation, "document_title"),
                text(citation, "cited_text"),
                Optional.of(stretch)));
    }

    private static Optional<String> text(JsonValue citation, String name) {
        return Optional.of(citation.get(name).passage().text()).filter(text -> !text.isEmpty());
    }
}
