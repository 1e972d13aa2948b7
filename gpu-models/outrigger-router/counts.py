"""Eleven numbers that plain code counts in a text, beside the encoder's vector: how long it is, and of what characters.

`share` is a square root, so that the first few of a kind weigh most. ASCII alone is counted, and a length is in code points: Java must count alike.
"""
import math

NAMES = ("length", "words", "lines", "digits", "numbers", "capitals", "symbols", "brackets", "questions", "wordLength", "commas")
SYMBOLS, BRACKETS, COMMAS = set("=+*/^<>\\$%_|{}"), set("()[]"), set(",;")
BLANKS = " \t\n\r\f\v"
LONGEST_WORD = 12.0


def counts(text):
    """The numbers named by NAMES, in that order."""
    length = max(1, len(text))
    digits = numbers = words = capitals = symbols = brackets = commas = 0
    before = " "
    for c in text:
        if "0" <= c <= "9":
            digits += 1
            numbers += not "0" <= before <= "9"
        capitals += "A" <= c <= "Z"
        symbols += c in SYMBOLS
        brackets += c in BRACKETS
        commas += c in COMMAS
        words += c not in BLANKS and before in BLANKS
        before = c

    def share(count):
        return math.sqrt(count / length)

    return [
        math.log1p(len(text)), math.log1p(words), math.log1p(text.count("\n")), share(digits), math.log1p(numbers), share(capitals),
        share(symbols), share(brackets), share(text.count("?")), min(LONGEST_WORD, length / max(1, words)), share(commas),
    ]  # fmt: skip
