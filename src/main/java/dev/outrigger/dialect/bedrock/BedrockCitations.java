package dev.outrigger.dialect.bedrock;

import dev.outrigger.chat.Citation;
import dev.outrigger.chat.Citation.Source;
import dev.outrigger.dialect.json.JsonValue;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Reads what a text rests on. Source: Amazon Bedrock, "CitationLocation". */
final class BedrockCitations {
    private BedrockCitations() {}

    /** @param stretch of the block that it came with; its own places are those in the source */
    static Optional<Citation> decode(JsonValue citation, Citation.Stretch stretch) {
        return source(citation.get("location"))
                .map(source ->
                        new Citation(source, text(citation.get("title")), quote(citation), Optional.of(stretch)));
    }

    private static Optional<Source> source(JsonValue location) {
        Optional<String> url = text(location.get("web").get("url"));
        if (url.isPresent()) return url.map(Source.Page::new);
        return Stream.of("documentChar", "documentPage", "documentChunk")
                .map(kind -> location.get(kind).get("documentIndex").whole())
                .filter(index -> index.isPresent() && index.getAsLong() >= 0 && index.getAsLong() <= Integer.MAX_VALUE)
                .map(OptionalLong::getAsLong)
                .<Source>map(index -> new Source.Given(index.intValue()))
                .findFirst();
    }

    private static Optional<String> quote(JsonValue citation) {
        StringBuilder quote = new StringBuilder();
        for (JsonValue piece : citation.get("sourceContent"))
            quote.append(piece.get("text").passage().text());
        return quote.isEmpty() ? Optional.empty() : Optional.of(quote.toString());
    }

    private static Optional<String> text(JsonValue value) {
        return Optional.of(value.passage().text()).filter(text -> !text.isEmpty());
    }
}
