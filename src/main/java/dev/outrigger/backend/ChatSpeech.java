package dev.outrigger.backend;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Feature;
import dev.outrigger.chat.Splice;
import dev.outrigger.dialect.Dialect;
import dev.outrigger.dialect.Dialect.Answered;
import dev.outrigger.dialect.Encoding;
import dev.outrigger.dialect.Inbound;
import dev.outrigger.dialect.Rewrite;
import dev.outrigger.dialect.Unsaid;
import dev.outrigger.registry.Capability;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedSet;

/** A chat, said to upstream. */
record ChatSpeech(Call call, Inbound inbound, Dialect dialect, Rewrite rewrite) implements Speech {
    @Override
    public Outgoing rewritten() {
        if (rewrite.forgets(inbound))
            call.losses().judge(call.profile().name(), Set.of(), call.dialect(), Set.of(Feature.REASONING));
        return new Outgoing(
                dialect.chatPath(inbound, rewrite.model()),
                dialect.rewriteRequest(inbound, rewrite),
                dialect.dropped(inbound, rewrite),
                Outgoing.Manner.APPS);
    }

    @Override
    public Outgoing translated() {
        boolean forgets = rewrite.forgets(inbound);
        ChatRequest request = forgets ? inbound.request().withoutReasoning() : inbound.request();
        return switch (dialect.encodeRequest(request, rewrite)) {
            case Encoding.Unsayable(String what) -> throw new Unsaid(what);
            case Encoding.Said(Bytes body, var said) -> {
                Set<Feature> lost = EnumSet.noneOf(Feature.class);
                lost.addAll(said);
                if (forgets) lost.add(Feature.REASONING);
                // The operator says of this model that it goes on.
                if (call.profile().capabilities().contains(Capability.PREFILL)) lost.remove(Feature.PREFILL);
                SortedSet<String> dropped =
                        call.losses().judge(call.profile().name(), request.vendorFields(), call.dialect(), lost);
                Set<String> rejected = new HashSet<>();
                Splice told = rewrite.edited(body, rejected);
                for (String field : rejected) dropped.add(inTheAppsWords(field));
                yield new Outgoing(
                        dialect.chatPath(request, rewrite.model(), ""), told, dropped, Outgoing.Manner.TRANSLATED);
            }
        };
    }

    /** Of a field of upstream's; one that says no feature has no other name. */
    private String inTheAppsWords(String field) {
        return Arrays.stream(Feature.values())
                .filter(feature -> dialect.field(feature).equals(field))
                .findFirst()
                .map(call.dialect()::field)
                .orElse(field);
    }

    @Override
    public String streamType() {
        return isTheApps() ? dialect.streamType(inbound) : dialect.streamType();
    }

    @Override
    public Dialect.StreamDecoder streamDecoder() {
        return isTheApps() ? dialect.streamDecoder(inbound, rewrite) : dialect.streamDecoder(rewrite);
    }

    @Override
    public Answered decodeAnswer(Bytes body) {
        return dialect.decodeAnswer(body, rewrite);
    }

    @Override
    public Progress progress() {
        return new Progress(inbound.request().sampling().choices());
    }

    @Override
    public Answer.Words words() {
        return isTheApps() ? Answer.Words.UPSTREAMS : Answer.Words.OURS;
    }

    private boolean isTheApps() {
        return dialect.name().equals(call.dialect().name());
    }
}
