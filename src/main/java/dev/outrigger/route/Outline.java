package dev.outrigger.route;

import dev.outrigger.analyze.TokenEstimate;
import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Message;
import dev.outrigger.chat.ModelName;
import dev.outrigger.chat.OutputFormat;
import dev.outrigger.chat.Part;
import dev.outrigger.dialect.Request;
import dev.outrigger.dialect.ToolLoop;
import dev.outrigger.registry.Capability;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What a decision may know of a request: its shape and its wishes, nothing of what it says. So a decision can be written
 * down, and made again by another policy.
 *
 * @param model the name the app asked for
 * @param stream whether the answer is wanted piece by piece
 * @param form whether the answer must have a form, JSON of some kind
 * @param needs what not every model can
 * @param namesAdapter whether a field of it names an adapter
 * @param loop whether a loop of tool calls is open where the conversation ends
 * @param messages all of them, system texts too
 * @param tools offered
 * @param images in all messages
 * @param choices how many answers are wanted
 * @param maxTokens bound of the answer's tokens that the app set
 * @param tokens of the request, estimated
 */
public record Outline(
        ModelName model,
        boolean stream,
        boolean form,
        Set<Capability> needs,
        boolean namesAdapter,
        boolean loop,
        int messages,
        int tools,
        int images,
        int choices,
        OptionalInt maxTokens,
        long tokens) {
    public Outline {
        needs = Set.copyOf(needs);
    }

    /** One in which no loop is open. */
    public Outline(
            ModelName model,
            boolean stream,
            boolean form,
            Set<Capability> needs,
            boolean namesAdapter,
            int messages,
            int tools,
            int images,
            int choices,
            OptionalInt maxTokens,
            long tokens) {
        this(model, stream, form, needs, namesAdapter, false, messages, tools, images, choices, maxTokens, tokens);
    }

    /** That of a request whose tokens are counted here, which takes microseconds. */
    public static Outline of(ChatRequest request) {
        return of(request, OptionalLong.empty());
    }

    /** That of one whose tokens may have been counted before. */
    static Outline of(ChatRequest request, OptionalLong counted) {
        return new Outline(
                request.model(),
                request.stream(),
                !(request.format() instanceof OutputFormat.Free),
                Needs.of(request),
                request.vendorFields().contains(Request.ADAPTER),
                ToolLoop.isOpen(request.messages()),
                request.messages().size(),
                request.tools().size(),
                images(request),
                request.sampling().choices(),
                request.sampling().maxTokens(),
                counted.isPresent() ? counted.getAsLong() : TokenEstimate.of(request));
    }

    private static int images(ChatRequest request) {
        int images = 0;
        for (Message message : request.messages())
            for (Part part : message.parts())
                if (part instanceof Part.Media media && media.kind() == Part.Media.Kind.IMAGE) images++;
        return images;
    }
}
