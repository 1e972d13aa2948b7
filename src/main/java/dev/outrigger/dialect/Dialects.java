package dev.outrigger.dialect;

import java.util.List;
import java.util.Optional;

/**
 * Every dialect this process speaks, in the order in which they are asked whether a path is theirs. The last one, which
 * claims the most, also speaks where nobody claims.
 */
public record Dialects(List<Dialect> all) {
    public Dialects {
        all = List.copyOf(all);
    }

    /** The dialect of this name. */
    public Optional<Dialect> named(String name) {
        return all.stream().filter(dialect -> dialect.name().equals(name)).findFirst();
    }

    /** The one in which what is nobody's is refused. */
    public Dialect ofNobody() {
        return all.getLast();
    }

    /** The first dialect that claims the path, with what the path asks for, or why it is nobody's. */
    public Optional<Claim> claim(RequestHead head) {
        Optional<Claim> asIs = first(head);
        Optional<String> fault = PlainPath.fault(head.path());
        if (fault.isPresent())
            return Optional.of(
                    new Claim(asIs.map(Claim::dialect).orElseGet(this::ofNobody), new Endpoint.Gone(fault.get())));
        if (asIs.isPresent() && isServed(asIs.get())) return asIs;
        Optional<Claim> trimmed = first(head.at(PlainPath.trimmed(head.path())));
        if (trimmed.filter(Dialects::isServed).isPresent()) return trimmed;
        // A name may be written so, a path may not.
        return first(head.at(PlainPath.slashed(head.path())))
                .filter(Dialects::isServed)
                .map(claim ->
                        new Claim(claim.dialect(), new Endpoint.Gone("its path must be written with its slashes")))
                .or(() -> asIs);
    }

    private static boolean isServed(Claim claim) {
        return !(claim.endpoint() instanceof Endpoint.Other);
    }

    private Optional<Claim> first(RequestHead head) {
        for (Dialect dialect : all) {
            Optional<Endpoint> endpoint = dialect.endpoint(head);
            if (endpoint.isPresent()) return Optional.of(new Claim(dialect, endpoint.get()));
        }
        return Optional.empty();
    }

    /** A path's owner and meaning. */
    public record Claim(Dialect dialect, Endpoint endpoint) {}
}
