package dev.outrigger.analyze;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Names of programming languages: what people write after the fence of a code block, and the one word for it here. The list
 * is closed, so that nobody fills a metric with words of their own: any other word is {@link #OTHER}.
 */
final class CodeWords {
    static final String OTHER = "other";

    /** Longer ones are no names. */
    private static final int MOST_CHARS = 20;
    /** What follows a name on its line: attributes, a file's name. */
    private static final Pattern NAME = Pattern.compile("([A-Za-z][\\w+#.-]*)(?:[ \\t]*[{:,=].*| +[\\w-]+=.*)?");

    /** A language a line, with other names of it. */
    private static final String NAMES = """
            ada adb ads
            assembly asm nasm x86asm armasm s masm
            bash sh shell zsh ksh console shell-session bash-session terminal shellscript
            batch bat cmd
            c h
            clojure clj cljs edn
            cmake
            cobol cob
            cpp c++ cc cxx hpp hxx cuda cu arduino ino
            csharp c# cs dotnet
            css scss sass less
            d
            dart flutter
            pascal delphi objectpascal pas
            diff patch
            dockerfile docker containerfile
            elixir ex exs
            erlang erl
            fortran f f77 f90 f95
            fsharp f# fs
            go golang
            graphql gql
            groovy gradle
            haskell hs
            html htm xhtml html5 vue svelte jinja jinja2 handlebars
            ini properties conf cfg dotenv env
            java
            javascript js jsx mjs cjs node nodejs react ecmascript es6
            json json5 jsonc jsonl ndjson geojson
            julia jl
            kotlin kt kts
            latex tex tikz bibtex
            lean lean4 coq isabelle agda
            lisp scheme racket elisp emacs-lisp commonlisp common-lisp cl
            lua
            makefile make mk
            markdown md mdx rst
            matlab octave m
            mermaid plantuml dot graphviz
            nginx apache
            nim
            nix
            objectivec objc objective-c obj-c mm
            ocaml ml reasonml
            perl pl raku
            php php7 php8 laravel
            powershell ps1 ps pwsh posh
            prolog
            protobuf proto protobuffer
            python py python2 python3 py3 ipython pycon pyspark numpy pandas jupyter
            r rlang rscript
            ruby rb rails erb
            rust rs
            scala sc sbt
            solidity sol
            sql mysql postgres postgresql plsql tsql t-sql sqlite pgsql mssql bigquery snowflake
            swift
            terraform hcl tf
            toml
            typescript ts tsx mts cts angular deno
            vb vbnet vb.net vba visualbasic visual-basic vbscript basic
            verilog systemverilog sv vhdl vhd
            wasm wat
            xml xsd xsl xslt svg rss wsdl plist
            yaml yml
            zig
            """;

    /** Words that say that it is no program. */
    private static final Set<String> NONE =
            Set.of("text", "txt", "plain", "plaintext", "plain-text", "output", "log", "logs", "none", "csv", "tsv");

    private static final Map<String, String> LANGUAGES = languages();

    private CodeWords() {}

    /** Every label, in the order of the alphabet; {@link #OTHER} is the last. */
    static List<String> labels() {
        return Stream.concat(LANGUAGES.values().stream().distinct().sorted(), Stream.of(OTHER))
                .toList();
    }

    /** What the line after a fence says of the block. */
    sealed interface Said {
        /** A language, by its label. */
        record Language(String label) implements Said {}

        /** That it is no program. */
        record NoProgram() implements Said {}

        /** Nothing. */
        record Nothing() implements Said {}
    }

    /** What a fence's line says; one of several words, or of none, says nothing. */
    static Said said(String line) {
        Optional<String> name = Optional.of(NAME.matcher(line.strip()))
                .filter(Matcher::matches)
                .map(matcher -> matcher.group(1).toLowerCase(Locale.ROOT))
                .filter(word -> word.length() <= MOST_CHARS);
        if (name.isEmpty()) return new Said.Nothing();
        return NONE.contains(name.get())
                ? new Said.NoProgram()
                : new Said.Language(LANGUAGES.getOrDefault(name.get(), OTHER));
    }

    private static Map<String, String> languages() {
        Map<String, String> languages = new HashMap<>();
        NAMES.lines()
                .map(line -> List.of(line.split(" ")))
                .forEach(names -> names.forEach(name -> languages.put(name, names.getFirst())));
        return Map.copyOf(languages);
    }
}
