"""Proves each check on answers that a small model gives. Needs nothing but Python: python3 perf/localmodel/test_checks.py"""

import pathlib
import sys
import unittest

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

import checks  # noqa: E402
import instructions  # noqa: E402
import programs  # noqa: E402
import report  # noqa: E402

ADD = ("", "", "assert add(1, 2) == 3")


class Checks(unittest.TestCase):
    def test_an_accepted_text_stands_there_as_whole_words(self):
        self.assertTrue(checks.contains("It is the Caspian Sea.", ["Black Sea", "caspian sea"]))
        self.assertTrue(checks.contains("It is Brasília.", ["Brasilia"]))
        self.assertFalse(checks.contains("It is Parisian.", ["Paris"]))
        self.assertFalse(checks.contains("", ["the"]))

    def test_the_last_number_counts(self):
        self.assertTrue(checks.number("7 + 5 = 12.", "12"))
        self.assertTrue(checks.number("She pays $1,200.00", "1200"))
        self.assertFalse(checks.number("12 is not 13", "12"))
        self.assertFalse(checks.number("twelve", "12"))

    def test_an_option_is_named_by_its_letter_or_by_its_text_alone(self):
        options = ["the mass", "the volume", "the state"]
        for answer in ("(C) whatever", "C", "C.", "The answer is (C).", "It is the state"):
            self.assertTrue(checks.letter(answer, ("C", options)), answer)
        for answer in ("(A) the state", "the state or the mass", "A good question, it is none", "", "Carbon"):
            self.assertFalse(checks.letter(answer, ("C", options)), answer)

    def test_a_label_is_named_and_no_other(self):
        labels = ["science/technology", "sports"]
        self.assertTrue(checks.label("It is about science/technology.", ("science/technology", labels)))
        self.assertFalse(checks.label("Sports, or science/technology", ("sports", labels)))
        self.assertFalse(checks.label("Transport", ("sports", labels)))

    def test_a_literal_has_the_value_and_the_type(self):
        self.assertTrue(checks.literal("[(4, 1),(2,3)]", "[(4, 1), (2, 3)]"))
        self.assertTrue(checks.literal("```python\nassert f(1) == 'a'\n```", "'a'"))
        self.assertFalse(checks.literal("1", "True"))
        self.assertFalse(checks.literal("```python\ndef f():", "1"))

    def test_a_formula_stands_in_a_box_or_is_the_last_number(self):
        self.assertTrue(checks.formula("so \\boxed{\\dfrac{1}{2}}.", "\\frac{1}{2}"))
        self.assertTrue(checks.formula("The radius is 2.", "2"))
        self.assertFalse(checks.formula("it is \\frac{1}{2}", "\\frac{1}{2}"))
        self.assertFalse(checks.formula("\\boxed{2", "3"))

    def test_a_sentence_holds_every_word(self):
        self.assertTrue(checks.words("She was driving roses away.", ["drive", "rose"]))
        self.assertFalse(checks.words("She was driving.", ["drive", "rose"]))
        self.assertFalse(checks.words("drive rose " * 30, ["drive", "rose"]))

    def test_form_alone_is_asked_of_small_talk(self):
        self.assertTrue(checks.manners("I'm glad to hear that!", None))
        for answer in ("", "你好，很高兴", "I am so glad you're here. " * 3, "Well, I'm a human like you."):
            self.assertFalse(checks.manners(answer, None), answer)


class Instructions(unittest.TestCase):
    def test_all_have_to_be_followed(self):
        both = [("punctuation:no_comma", {}), ("startend:end_checker", {"end_phrase": "in India."})]
        self.assertTrue(instructions.follows("A haiku in India.", both))
        self.assertFalse(instructions.follows("A haiku, in India.", both))
        self.assertFalse(instructions.follows(" ", [("punctuation:no_comma", {})]))

    def test_each_tells_what_follows_from_what_does_not(self):
        cases = {
            "length_constraints:number_words": ({"relation": "less than", "num_words": 3}, "two words", "now three words"),
            "length_constraints:number_sentences": ({"relation": "at least", "num_sentences": 2}, "One. Two", "One."),
            "length_constraints:number_paragraphs": ({"num_paragraphs": 2}, "a\n***\nb", "a\n\nb"),
            "length_constraints:nth_paragraph_first_word": (
                {"nth_paragraph": 2, "num_paragraphs": 2, "first_word": "So"},
                "a\n\nso be it",
                "so\n\nbe it",
            ),
            "keywords:forbidden_words": ({"forbidden_words": ["tax"]}, "taxes", "a tax"),
            "keywords:existence": ({"keywords": ["one"]}, "One", "two"),
            "keywords:frequency": ({"relation": "at least", "keyword": "a", "frequency": 2}, "a a", "a"),
            "keywords:letter_frequency": ({"let_relation": "less than", "letter": "z", "let_frequency": 1}, "a", "Z"),
            "detectable_format:number_highlighted_sections": ({"num_highlights": 2}, "*a* *b*", "*a* b"),
            "detectable_format:title": ({}, "<<A title>>", "<A title>"),
            "detectable_format:number_bullet_lists": ({"num_bullets": 2}, "* a\n* b", "* a"),
            "detectable_format:json_format": ({}, '```json\n{"a": 1}\n```', "{a: 1}"),
            "detectable_format:multiple_sections": ({"section_spliter": "Day", "num_sections": 2}, "Day 1\nDay 2", "Day 1"),
            "detectable_format:constrained_response": ({}, "My answer is no.", "No."),
            "detectable_content:number_placeholders": ({"num_placeholders": 1}, "[name]", "name"),
            "detectable_content:postscript": ({"postscript_marker": "P.P.S"}, "P.P.S more", "P.S. more"),
            "startend:quotation": ({}, '"said"', '"'),
            "change_case:english_lowercase": ({}, "all low", "All low"),
            "change_case:english_capital": ({}, "ALL HIGH", "123"),
            "change_case:capital_word_frequency": ({"capital_relation": "at least", "capital_frequency": 1}, "an OX", "an ox"),
            "combination:repeat_prompt": ({"prompt_to_repeat": "Say it"}, "say it. yes", "yes"),
            "combination:two_responses": ({}, "a ****** b", "a ****** a"),
            "punctuation:no_comma": ({}, "a", "a,"),
            "startend:end_checker": ({"end_phrase": "End"}, "the end", "end it"),
        }
        self.assertEqual(set(instructions.CHECKS), set(cases))
        for name, (arguments, good, bad) in cases.items():
            self.assertTrue(instructions.follows(good, [(name, arguments)]), name)
            self.assertFalse(instructions.follows(bad, [(name, arguments)]), name)


class Programs(unittest.TestCase):
    def test_a_program_has_to_pass(self):
        self.assertTrue(programs.passes("Here:\n```python\ndef add(a, b):\n    return a + b\n```\nIt adds.", ADD))
        self.assertFalse(programs.passes("def add(a, b):\n    return a - b", ADD))
        self.assertFalse(programs.passes("It adds the two numbers.", ADD))

    def test_an_answer_may_complete_what_was_given(self):
        given = ("def add(a, b):\n", "add", "assert add(1, 2) == 3")
        self.assertTrue(programs.passes("    return a + b", given))

    def test_what_reaches_outside_or_does_not_end_has_failed(self):
        for code in (
            "import os\ndef add(a, b): return 3",
            "def add(a, b): return open('x') and 3",
            "def add(a, b): return ().__class__ and 3",
            "def add(a, b): return __import__('os') and 3",
            "raise SystemExit",
            "while True: pass",
            "x = [0] * 10**10\ndef add(a, b): return 3",
        ):
            self.assertFalse(programs.passes(code, ADD), code)


class Reports(unittest.TestCase):
    def test_the_interval_is_wilsons(self):
        """Newcombe 1998, "Two-sided confidence intervals for the single proportion", table I, method 3: 81 of 263."""
        low, high = report.wilson(81, 263)
        self.assertAlmostEqual(0.2553, low, places=4)
        self.assertAlmostEqual(0.3662, high, places=4)
        self.assertEqual(0.0, report.wilson(0, 20)[0])


if __name__ == "__main__":
    unittest.main()
