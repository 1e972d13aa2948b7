package dev.outrigger.rollout;

import java.util.regex.Pattern;

/**
 * Names a version of a policy, {@code name@hash}. Both are made of what a file's name may hold everywhere, and lead out of no
 * folder.
 */
public record Version(String name, String hash) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,63}(\\.[A-Za-z0-9_-]{1,32}){0,3}");
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{12}");

    public Version {
        checkName(name);
        if (!HASH.matcher(hash).matches()) throw new IllegalArgumentException("a version's hash has 12 hex digits");
    }

    /** Read from {@code name@hash}. */
    public static Version of(String text) {
        int at = text.lastIndexOf('@');
        if (at < 0) throw new IllegalArgumentException("a version must be NAME@HASH");
        return new Version(text.substring(0, at), text.substring(at + 1));
    }

    /**
     * The name, which a policy of a store can have.
     *
     * @throws IllegalArgumentException when it cannot
     */
    public static String checkName(String name) {
        if (!NAME.matcher(name).matches())
            throw new IllegalArgumentException(
                    "a policy's name in a store must be letters, digits, - and _, with single dots between");
        return name;
    }

    /** Whether a policy of a store can be named so. */
    static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    @Override
    public String toString() {
        return name + "@" + hash;
    }
}
