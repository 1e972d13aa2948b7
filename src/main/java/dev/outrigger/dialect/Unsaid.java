package dev.outrigger.dialect;

import java.io.Serial;

/** Something of a request that a dialect has no words for and that cannot be left out. */
public final class Unsaid extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    private final String what;

    /** @param what it is, in words without its contents, for example {@code a document by its address} */
    public Unsaid(String what) {
        super(what, null, false, false);
        this.what = what;
    }

    /** A call of the conversation's that a model wrote badly, for a dialect whose arguments are objects. */
    public static Unsaid badArguments() {
        return new Unsaid(
                "a tool's call whose arguments are no JSON object (messages[].tool_calls[].function.arguments)");
    }

    /** An answer's form, for OpenAI, whose answers are objects where they have one. */
    public static Unsaid rootOfForm() {
        return new Unsaid(
                "an answer's schema whose root is no object, or one of several (a type other than object, anyOf)");
    }

    public String what() {
        return what;
    }
}
