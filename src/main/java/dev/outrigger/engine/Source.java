package dev.outrigger.engine;

import java.util.regex.Pattern;

/**
 * Where a model's file comes from, as a manifest writes it. Every registry source names one exact version, so that the
 * same manifest fetches the same bytes tomorrow.
 *
 * <p>Its parts become arguments of a package client's command line: none can begin with a dash or hold a blank.
 */
public sealed interface Source {
    /** A source that an ordinary package client fetches. */
    sealed interface Registry extends Source {}

    /** {@code maven:group:artifact:version[:extension]}; the extension is {@code jar} unless given. */
    record Maven(String group, String artifact, String version, String extension) implements Registry {
        public Maven {
            require(COORDINATE, group, "maven group");
            require(COORDINATE, artifact, "maven artifact");
            require(VERSION, version, "maven version");
            require(COORDINATE, extension, "maven extension");
        }

        @Override
        public String toString() {
            return "maven:" + group + ":" + artifact + ":" + version + (extension.equals("jar") ? "" : ":" + extension);
        }
    }

    /** {@code pypi:name==version}. */
    record PyPi(String name, String version) implements Registry {
        public PyPi {
            require(COORDINATE, name, "pypi name");
            require(VERSION, version, "pypi version");
        }

        @Override
        public String toString() {
            return "pypi:" + name + "==" + version;
        }
    }

    /** {@code npm:name@version}; the name may have a scope. */
    record Npm(String name, String version) implements Registry {
        public Npm {
            require(NPM_NAME, name, "npm name");
            require(VERSION, version, "npm version");
        }

        @Override
        public String toString() {
            return "npm:" + name + "@" + version;
        }
    }

    /** {@code hf:owner/name@revision}: a model repository of the Hugging Face hub. */
    record HuggingFace(String repository, String revision) implements Registry {
        public HuggingFace {
            require(HF_REPOSITORY, repository, "hf repository");
            require(VERSION, revision, "hf revision");
        }

        @Override
        public String toString() {
            return "hf:" + repository + "@" + revision;
        }
    }

    /**
     * {@code file:path}: a file beside the manifest, below {@code ../programs/}, or anywhere when the path is absolute. It
     * is used where it lies.
     */
    record LocalFile(String path) implements Source {
        public LocalFile {
            require(LOCAL_PATH, path, "file path");
        }

        @Override
        public String toString() {
            return "file:" + path;
        }
    }

    /**
     * Reads the written form.
     *
     * @throws IllegalArgumentException with the text and the form that was expected
     */
    static Source parse(String text) {
        var scheme = text.indexOf(':');
        var rest = text.substring(scheme + 1);
        return switch (scheme < 0 ? "" : text.substring(0, scheme)) {
            case "maven" -> parseMaven(text, rest.split(":", -1));
            case "pypi" -> {
                var parts = split(text, rest, rest.indexOf("=="), 2, "pypi:name==version");
                yield new PyPi(parts[0], parts[1]);
            }
            case "npm" -> {
                var parts = split(text, rest, rest.lastIndexOf('@'), 1, "npm:name@version");
                yield new Npm(parts[0], parts[1]);
            }
            case "hf" -> {
                var parts = split(text, rest, rest.lastIndexOf('@'), 1, "hf:owner/name@revision");
                yield new HuggingFace(parts[0], parts[1]);
            }
            case "file" -> new LocalFile(rest);
            default ->
                throw new IllegalArgumentException(
                        "a source begins with maven:, pypi:, npm:, hf: or file:, was \"" + text + "\"");
        };
    }

    Pattern COORDINATE = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]*");
    Pattern VERSION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.+!-]*");
    Pattern NPM_NAME = Pattern.compile("(@[a-z0-9_][a-z0-9_.-]*/)?[a-z0-9_][a-z0-9_.-]*");
    Pattern HF_REPOSITORY = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]*/[A-Za-z0-9_][A-Za-z0-9_.-]*");
    /** Relative paths stay beside the manifest, or are a program that several models share: no other {@code ..}. */
    Pattern LOCAL_PATH =
            Pattern.compile("(/|\\.\\./programs/)?(?!\\.\\.(/|$))[^/\\p{Cntrl}]+(/(?!\\.\\.(/|$))[^/\\p{Cntrl}]+)*");

    private static Maven parseMaven(String text, String[] parts) {
        return switch (parts.length) {
            case 3 -> new Maven(parts[0], parts[1], parts[2], "jar");
            case 4 -> new Maven(parts[0], parts[1], parts[2], parts[3]);
            default -> throw mistake(text, "maven:group:artifact:version[:extension]");
        };
    }

    private static String[] split(String text, String rest, int at, int width, String form) {
        if (at <= 0) throw mistake(text, form);
        return new String[] {rest.substring(0, at), rest.substring(at + width)};
    }

    private static IllegalArgumentException mistake(String text, String form) {
        return new IllegalArgumentException("expected " + form + ", was \"" + text + "\"");
    }

    private static void require(Pattern form, String value, String what) {
        if (!form.matcher(value).matches()) {
            throw new IllegalArgumentException("not a " + what + ": \"" + value + "\"");
        }
    }
}
