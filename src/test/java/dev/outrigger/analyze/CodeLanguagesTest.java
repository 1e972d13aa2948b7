package dev.outrigger.analyze;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.Message;
import dev.outrigger.chat.Part;
import dev.outrigger.chat.Role;
import dev.outrigger.support.Asked;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CodeLanguagesTest {
    /** Of a prompt in which a tilde stands for a line feed. */
    private static List<String> in(String prompt) {
        return CodeLanguages.of(Asked.of(prompt.replace('~', '\n')).request());
    }

    private static Message says(Role role, String text) {
        return Message.of(role, text.replace('~', '\n'));
    }

    private static List<String> in(Message... messages) {
        return CodeLanguages.of(Asked.of(messages).request());
    }

    @ParameterizedTest
    @CsvSource({
        "py,python", "Python3,python", "js,javascript", "jsx,javascript", "ts,typescript", "c++,cpp", "C#,csharp",
        "sh,bash", "zsh,bash", "golang,go", "yml,yaml", "rs,rust", "hs,haskell", "Dockerfile,dockerfile",
        "js {1,javascript", "python title=main,python", "rust:src/main.rs,rust", "objective-c,objectivec"
    })
    void hasOneWordForWhatAFenceSays(String info, String language) {
        assertEquals(List.of(language), in("Why?~```" + info + "~x~```~"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "plaintext", "output", "csv"})
    void knowsFencesThatSayThatItIsNoProgram(String info) {
        assertEquals(List.of(), in("```" + info + "~import os~import re~```"));
    }

    @Test
    void hasOneWordForAllWordsThatItDoesNotKnow() {
        assertEquals(List.of("other"), in("```blub~x~```~```foo9~y~```"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "```This model has a maximum context~of 4097 tokens```",
                "Say ```hello``` to them",
                "```~+---+---+~| a | b |~```"
            })
    void takesNoWordsForALanguage(String prompt) {
        assertEquals(List.of(), in(prompt));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "python|def f(x):~    return x",
                "python|import numpy as np~a = np.zeros(3)",
                "java|public class A {~    int x = 1;",
                "java|System.out.println(1);",
                "c|#include <stdio.h>~int main(void) {",
                "cpp|#include <iostream>~int main() {",
                "go|package main~func main() {",
                "rust|fn main() {~    let mut x = 1;",
                "javascript|const x = 1;~console.log(x);",
                "typescript|interface A {~  b: string;~}~const a: A = f();",
                "sql|SELECT a, b FROM t WHERE a = 1;",
                "html|<!DOCTYPE html>~<div class='a'>b</div>",
                "bash|#!/bin/bash~echo $1",
                "php|<?php~$x = 1;",
                "csharp|using System;~Console.WriteLine(1);",
                "kotlin|fun main() {~    val x = 1",
                "swift|import SwiftUI",
                "ruby|require 'json'~puts 1",
                "json|{~  \"a\": 1,~  \"b\": [2]~}",
                "dockerfile|FROM python:3.11-slim~RUN pip list",
                "css|.a { color: red; }",
                "r|x <- read.csv(f)",
                "matlab|clear; close all;",
                "perl|use strict;~my $x = 1;",
                "latex|\\begin{align}~x~\\end{align}",
            })
    void tellsAProgramThatDoesNotSayWhatItIs(String language, String lines) {
        assertEquals(List.of(language), in("What is wrong here?~~" + lines), "beside blocks");
        assertEquals(List.of(language), in("What is wrong here?~```~" + lines + "~```"), "in a block");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Select the best answer from the list where it applies.",
                "import taxes are too high, let us export more",
                "Let x = 5 and y = 7. For all z in R, what is f(z)?",
                "If you can, print the page for me: it is in the public domain.",
                "Use the function of the class to return a const value",
                "* from A to B~* from B to C~~Declare war; update me.",
                "What is the difference between a struct and a class in C++?",
                "end~end~end"
            })
    void takesNoProseForAProgram(String prompt) {
        assertEquals(List.of(), in(prompt));
    }

    @Test
    void readsFencesOfAllTurnsButProgramsBesideThemInTheLastTurnAlone() {
        Message before = says(Role.USER, "def f(x):~    return x");
        Message answer = says(Role.ASSISTANT, "```sql~SELECT 1~```");
        Message now = says(Role.USER, "And now?~#include <stdio.h>");

        assertEquals(List.of("c", "sql"), in(before, answer, now));
        assertEquals(List.of("python"), in(before));
    }

    @Test
    void readsToolResults() {
        Message result = new Message(
                Role.TOOL,
                List.of(new Part.ToolResult("1", List.of(new Part.Text("```go~x~```".replace('~', '\n'))), false)));

        assertEquals(List.of("go"), in(says(Role.USER, "Run it"), result));
    }

    @Test
    void takesABlockThatIsNotClosedForOne() {
        assertEquals(List.of("rust"), in("````rust~fn main() {}"));
    }

    @Test
    void readsABoundedPartOfAConversationTheNewestFirst() {
        Message old = says(Role.USER, "```go~x~```");
        Message wide = says(Role.USER, "word ".repeat(CodeLanguages.READ_CHARS));

        assertEquals(List.of(), in(old, wide));
        assertEquals(List.of("go"), in(wide, old));
    }

    @Test
    void looksAtABoundedPartOfPrograms() {
        String prose = "word word~".repeat(CodeLanguages.LOOKED_AT_CHARS / 10 + 1);

        assertEquals(List.of(), in(prose + "import numpy as np~"));
        assertEquals(List.of("python"), in("import numpy as np~" + prose));
    }

    @Test
    void knowsAClosedListOfLanguagesEachOnce() {
        List<String> labels = CodeWords.labels();

        assertEquals(labels.size(), new HashSet<>(labels).size());
        assertEquals("other", labels.getLast());
        assertTrue(labels.size() < 80, labels::toString);
        assertFalse(labels.contains("py"));
        assertTrue(labels.containsAll(CodeSigns.languages()));
    }

    @Property
    void saysNothingThatIsNotInTheList(@ForAll String text) {
        assertTrue(CodeWords.labels().containsAll(in("```" + text + "~```" + text)));
    }

    @Test
    void isAProbesOwn() {
        Reading reading = new CodeProbe()
                .measure(Subject.of(Asked.of("Why?\n```py\nx\n```").request()))
                .result();

        assertEquals(Map.of(Dimension.CODE_LANGUAGES, Score.labelled(List.of("python"), List.of())), reading.scores());
    }
}
