package dev.outrigger.engine.grammar;

/** A schema and where it stands, by which it is known: two are equal when they stand in one place. */
record Place(String path, Tree tree) {
    /** What stands in it under this name. */
    Place at(String name, Tree inner) {
        String written = name.replace("~", "~0").replace("/", "~1");
        if (path.length() + written.length() >= Bounds.PATH_CHARS)
            throw SchemaRefused.of(
                    path, "must have ways to its places of at most " + Bounds.PATH_CHARS + " characters");
        return new Place(path + "/" + written, inner);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Place place && path.equals(place.path);
    }

    @Override
    public int hashCode() {
        return path.hashCode();
    }

    @Override
    public String toString() {
        return path;
    }
}
