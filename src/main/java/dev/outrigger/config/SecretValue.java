package dev.outrigger.config;

/** What a {@link Secret} refers to at this moment. */
public sealed interface SecretValue {
    /**
     * It is there.
     *
     * @param text not empty, one line, printable: fit for a header
     */
    record Found(String text) implements SecretValue {
        /** Says only that there is one. */
        @Override
        public String toString() {
            return "Found[hidden]";
        }
    }

    /** It is not there, or unusable; {@code why} names the variable or file, never its content. */
    record Absent(String why) implements SecretValue {}
}
