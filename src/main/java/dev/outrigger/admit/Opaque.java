package dev.outrigger.admit;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Part;
import dev.outrigger.chat.Tool;
import dev.outrigger.dialect.StoredState;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What of a chat nobody looks into, in words of ours. */
final class Opaque {
    /** Signs of base64 that are a medium when they stand together; keys and signatures mostly have fewer. */
    private static final int MEDIA = 4096;

    /** Fields of requests. Source: OpenAI, "Create chat completion" (audio of an earlier answer); Anthropic, "MCP connector". */
    private static final Set<String> ELSEWHERE = Set.of("messages[].audio", "mcp_servers");

    /** Of tools that run at the vendor. Source: OpenAI, "Image generation"; Vertex AI, "Tool". */
    private static final List<String> SOURCES =
            List.of("input_image_mask", "vertexRagStore", "vertex_rag_store", "vertexAiSearch", "vertex_ai_search");

    private static final byte[] DATA_URL = "\"data:".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] IN_BASE64 = ";base64,".getBytes(StandardCharsets.US_ASCII);
    /** Bytes that the type of a medium has at most. */
    private static final int TYPE_BYTES = 128;

    private Opaque() {}

    /** Whether a string of the JSON text is a medium, whatever its field is called. Source: RFC 2397. */
    static boolean hasDataUrl(Bytes raw) {
        byte[] all = raw.backing();
        int end = raw.from() + raw.size();
        for (int at = raw.from(); at + DATA_URL.length <= end; at++) {
            if (all[at] != '"' || !stands(all, at, end, DATA_URL)) continue;
            int last = Math.min(end, at + TYPE_BYTES);
            for (int in = at + DATA_URL.length; in < last && all[in] != '"'; in++)
                if (all[in] == ';' && stands(all, in, end, IN_BASE64)) return true;
        }
        return false;
    }

    private static boolean stands(byte[] all, int at, int end, byte[] word) {
        if (at + word.length > end) return false;
        for (int i = 0; i < word.length; i++) if (all[at + i] != word[i]) return false;
        return true;
    }

    static NavigableSet<String> in(ChatRequest request) {
        NavigableSet<String> opaque = new TreeSet<>();
        request.messages().forEach(message -> add(message.parts(), opaque));
        request.vendorFields().stream()
                .filter(ELSEWHERE::contains)
                .forEach(name -> opaque.add("what stands elsewhere (" + name + ")"));
        for (Tool tool : request.tools())
            if (tool.kind() == Tool.Kind.HOSTED) {
                String declared = tool.schema().text();
                for (String name : SOURCES)
                    if (declared.contains("\"" + name + "\"")) opaque.add("what stands elsewhere (" + name + ")");
            }
        StoredState.named(request).forEach(name -> opaque.add("stored state (" + name + ")"));
        return opaque;
    }

    /** Whether media stand in the request itself. */
    static boolean isInline(ChatRequest request) {
        return request.messages().stream().anyMatch(message -> isInline(message.parts()));
    }

    private static boolean isInline(List<Part> parts) {
        return parts.stream().anyMatch(part -> switch (part) {
            case Part.Media media -> media.source() instanceof Part.Source.Inline;
            case Part.ToolResult result -> isInline(result.parts());
            default -> false;
        });
    }

    /**
     * The bytes without long runs of base64, of which media are made: nobody looks into those, and they would take the room
     * and the time of what is looked through.
     */
    static Bytes withoutMedia(Bytes raw) {
        byte[] all = raw.backing();
        int end = raw.from() + raw.size();
        byte[] kept = new byte[raw.size()];
        int size = 0;
        int at = raw.from();
        while (at < end) {
            int run = at;
            int letters = 0;
            int digits = 0;
            while (run < end && (isBase64(all[run]) || isSlash(all, run, end))) {
                if (Character.isLetter(all[run])) letters++;
                else if (Character.isDigit(all[run])) digits++;
                run++;
            }
            int length = Math.max(1, run - at);
            if (length < MEDIA || letters == 0 || digits == 0) {
                System.arraycopy(all, at, kept, size, length);
                size += length;
            }
            at += length;
        }
        return Bytes.of(kept, 0, size);
    }

    /** The sign before a slash that some writers of JSON escape; before another letter it is the end of a line, or of the text. */
    private static boolean isSlash(byte[] all, int at, int end) {
        return all[at] == '\\' && at + 1 < end && all[at + 1] == '/';
    }

    private static boolean isBase64(byte c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '/' && c <= '9')
                || c == '+'
                || c == '_'
                || c == '-'
                || c == '=';
    }

    private static void add(List<Part> parts, NavigableSet<String> opaque) {
        for (Part part : parts) {
            if (part instanceof Part.ToolResult result) add(result.parts(), opaque);
            else word(part).ifPresent(opaque::add);
        }
    }

    private static Optional<String> word(Part part) {
        return switch (part) {
            case Part.Media(var kind, Part.Source.Uploaded file, var name) -> Optional.of("an uploaded file");
            case Part.Media media -> Optional.of("media (" + media.kind().name().toLowerCase(Locale.ROOT) + ")");
            case Part.SealedReasoning sealed -> Optional.of("sealed reasoning");
            case Part.Other other -> Optional.of("a part of a kind that is not known");
            case Part.Text _, Part.Reasoning _, Part.Refusal _, Part.ToolCall _ -> Optional.empty();
            case Part.ToolResult _, Part.CacheMark _ -> Optional.empty();
        };
    }
}
