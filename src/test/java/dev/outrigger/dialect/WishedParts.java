package dev.outrigger.dialect;

import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Feature;
import dev.outrigger.chat.Message;
import dev.outrigger.chat.Part;
import dev.outrigger.chat.Role;
import dev.outrigger.chat.Seal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the messages of a request hold: each kind of part, with each of its values that matter. */
final class WishedParts {
    private static final Part HI = new Part.Text("hi");
    private static final Part.Source PICTURE = new Part.Source.Inline("image/png", "iVBORw0KGgo=");
    private static final Part.Media SHOWN = new Part.Media(Part.Media.Kind.IMAGE, PICTURE);
    private static final Part.Source PAPER = new Part.Source.Inline("application/pdf", "JVBERi0=");

    private final List<Wish> all = new ArrayList<>();

    private WishedParts() {}

    static List<Wish> all() {
        WishedParts parts = new WishedParts();
        parts.systems();
        parts.media();
        parts.thoughts();
        parts.results();
        parts.calls();
        parts.marks();
        parts.others();
        return parts.all;
    }

    private static Message user(Part... parts) {
        return new Message(Role.USER, List.of(parts));
    }

    private static Message assistant(Part... parts) {
        return new Message(Role.ASSISTANT, List.of(parts));
    }

    private void add(Feature feature, String what, List<Message> messages, java.util.function.Predicate<Part> kept) {
        all.add(Wish.ofPart(feature + " " + what, Optional.of(feature), messages, kept));
    }

    private void systems() {
        Message be = Message.of(Role.SYSTEM, "Be kind.");
        Message stay = Message.of(Role.SYSTEM, "Stay so.");
        List<Message> later = List.of(be, user(HI), assistant(HI), stay, user(HI));
        all.add(new Wish(
                "LATER_SYSTEM in the middle",
                Optional.of(Feature.LATER_SYSTEM),
                Wish.request(later, Wish.Manner.NONE),
                arrived -> arrived.messages().indexOf(stay) == 3));
        Message begun = assistant(new Part.Text("The answer is ("));
        all.add(new Wish(
                "PREFILL",
                Optional.of(Feature.PREFILL),
                Wish.request(List.of(user(HI), begun), Wish.Manner.NONE),
                arrived -> arrived.messages().getLast().equals(begun)));
        all.add(new Wish(
                "two systems first",
                Optional.empty(),
                Wish.request(List.of(be, stay, user(HI)), Wish.Manner.NONE),
                WishedParts::isKindAndStays));
    }

    private static boolean isKindAndStays(ChatRequest arrived) {
        StringBuilder said = new StringBuilder();
        for (Message message : arrived.messages())
            if (message.role() == Role.SYSTEM) said.append(message.text()).append('\n');
        return said.toString().equals("Be kind.\nStay so.\n");
    }

    private void media() {
        for (Part.Media.Kind kind : Part.Media.Kind.values())
            for (Part.Source source : List.of(
                    new Part.Source.Inline(
                            switch (kind) {
                                case IMAGE -> "image/png";
                                case AUDIO -> "audio/wav";
                                case VIDEO -> "video/mp4";
                                case DOCUMENT -> "application/pdf";
                            },
                            "iVBORw0KGgo="),
                    new Part.Source.Url("https://example.com/a." + end(kind)),
                    new Part.Source.Uploaded("file_1"))) {
                Part.Media medium = new Part.Media(kind, source);
                all.add(Wish.ofPart(
                        kind + " " + source.getClass().getSimpleName(),
                        Optional.empty(),
                        List.of(user(HI, medium)),
                        part -> part instanceof Part.Media other
                                && other.kind() == kind
                                && same(source, other.source())));
            }
        Part.Media paper = new Part.Media(Part.Media.Kind.DOCUMENT, PAPER, Optional.of("a.pdf"));
        Part.Media picture = new Part.Media(Part.Media.Kind.IMAGE, PICTURE, Optional.of("a.png"));
        for (Part.Media named : List.of(paper, picture))
            add(
                    Feature.MEDIA_NAME,
                    "of a " + named.kind(),
                    List.of(user(HI, named)),
                    part -> part instanceof Part.Media other && other.name().equals(named.name()));
    }

    private static String end(Part.Media.Kind kind) {
        return switch (kind) {
            case IMAGE -> "png";
            case AUDIO -> "wav";
            case VIDEO -> "mp4";
            case DOCUMENT -> "pdf";
        };
    }

    private static boolean same(Part.Source one, Part.Source other) {
        return switch (one) {
            case Part.Source.Inline inline ->
                other instanceof Part.Source.Inline(String type, var base64)
                        && type.equals(inline.mediaType())
                        && base64.text().equals(inline.base64().text());
            case Part.Source.Url url ->
                other instanceof Part.Source.Url(var address)
                        && address.text().equals(url.url().text());
            case Part.Source.Uploaded uploaded -> other.equals(uploaded);
        };
    }

    private void thoughts() {
        // What a vendor signed goes to that vendor alone.
        List<Optional<Seal>> seals =
                new ArrayList<>(List.of(Optional.empty(), Optional.of(new Seal("another", "c2VhbA=="))));
        for (Spoken spoken : Spoken.all())
            seals.add(Optional.of(new Seal(spoken.dialect().provider(), "c2VhbA==")));
        for (Optional<Seal> seal : seals) {
            String whose = seal.map(Seal::vendor).orElse("nobody");
            add(
                    Feature.REASONING,
                    "signed by " + whose,
                    List.of(user(HI), assistant(new Part.Reasoning("hm", seal), HI), user(HI)),
                    part -> part instanceof Part.Reasoning(var text, var signature)
                            && text.text().equals("hm")
                            && signature.equals(seal));
            seal.ifPresent(own -> add(
                    Feature.REASONING,
                    "in place of text by " + whose,
                    List.of(user(HI), assistant(new Part.SealedReasoning(own), HI), user(HI)),
                    part -> part.equals(new Part.SealedReasoning(own))));
        }
    }

    private void results() {
        Part call = new Part.ToolCall("call_1", "f", "{\"a\":\"b\"}");
        for (boolean isError : new boolean[] {true, false}) {
            List<Message> loop = List.of(
                    user(HI),
                    assistant(call),
                    new Message(Role.TOOL, List.of(new Part.ToolResult("call_1", List.of(HI), isError))));
            if (isError)
                add(
                        Feature.TOOL_ERROR,
                        "beside a text",
                        loop,
                        part -> part instanceof Part.ToolResult result && result.isError());
            all.add(Wish.ofPart(
                    "a tool's text, as an error: " + isError,
                    Optional.empty(),
                    loop,
                    part -> part instanceof Part.ToolResult result
                            && result.parts().stream()
                                    .anyMatch(piece -> piece instanceof Part.Text text
                                            && text.text().endsWith("hi"))));
        }
        add(
                Feature.TOOL_MEDIA,
                "a picture",
                List.of(
                        user(HI),
                        assistant(call),
                        new Message(Role.TOOL, List.of(new Part.ToolResult("call_1", List.of(HI, SHOWN), false)))),
                part -> part instanceof Part.ToolResult result
                        && result.parts().stream().anyMatch(Part.Media.class::isInstance));
    }

    private void calls() {
        for (String arguments : List.of("{\"a\":\"b\"}", ""))
            all.add(Wish.ofPart(
                    "a call with " + (arguments.isEmpty() ? "nothing" : "an object"),
                    Optional.empty(),
                    List.of(
                            user(HI),
                            assistant(new Part.ToolCall("call_1", "f", arguments)),
                            new Message(Role.TOOL, List.of(new Part.ToolResult("call_1", List.of(HI), false)))),
                    part -> part instanceof Part.ToolCall other
                            && other.name().equals("f")
                            && (other.arguments().text().equals(arguments) || arguments.isEmpty())));
    }

    private void marks() {
        for (Optional<Duration> lifetime : List.of(
                Optional.<Duration>empty(),
                Optional.of(Duration.ofMinutes(5)),
                Optional.of(Duration.ofHours(1)),
                Optional.of(Duration.ofHours(100))))
            add(
                    Feature.CACHE_MARK,
                    "for " + lifetime,
                    List.of(user(HI, new Part.CacheMark(lifetime)), assistant(HI), user(HI)),
                    part -> part instanceof Part.CacheMark(var kept)
                            && (lifetime.isEmpty()
                                    || kept.filter(other -> other.compareTo(lifetime.get()) >= 0)
                                            .isPresent()));
    }

    private void others() {
        for (Message message : List.of(assistant(new Part.Refusal("No.")), user(new Part.Refusal("No."))))
            add(
                    Feature.REFUSAL,
                    "by the " + message.role(),
                    List.of(user(HI), message, user(HI)),
                    part -> part instanceof Part.Refusal refusal
                            && refusal.text().equals("No."));
        for (Role role : List.of(Role.USER, Role.ASSISTANT))
            all.add(Wish.ofPart(
                    "another's part of the " + role,
                    Optional.empty(),
                    List.of(user(HI), new Message(role, List.of(HI, new Part.Other("odd"))), user(HI)),
                    part -> part.equals(new Part.Other("odd"))));
        all.add(Wish.ofPart(
                "a picture that the model made",
                Optional.empty(),
                List.of(user(HI), assistant(HI, SHOWN), user(HI)),
                part -> part instanceof Part.Media));
        all.add(Wish.ofPart(
                "a call of the user's",
                Optional.empty(),
                List.of(user(HI, new Part.ToolCall("c", "f", "{}")), user(HI)),
                part -> part instanceof Part.ToolCall));
    }
}
