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

    /** The first dialect that claims the path, with what the path asks for. */
    public Optional<Claim> claim(RequestHead head) {
        for (Dialect dialect : all) {
            Optional<Endpoint> endpoint = dialect.endpoint(head);
            if (endpoint.isPresent()) return Optional.of(new Claim(dialect, endpoint.get()));
        }
        return Optional.empty();
    }

    /** A path's owner and meaning. */
    public record Claim(Dialect dialect, Endpoint endpoint) {}
}
