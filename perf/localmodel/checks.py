"""How an answer is judged: strict, by form alone, with no model as a judge. Each check takes the answer's text and what is expected."""

import ast
import re
import string
import unicodedata

NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?")


def normal(text):
    """As SQuAD's own evaluation: lower case, without punctuation and articles, single blanks; and without accents."""
    letters = "".join(mark for mark in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(mark))
    bare = "".join(" " if mark in string.punctuation else mark for mark in letters)
    return " ".join(word for word in bare.split() if word not in ("a", "an", "the"))


def contains(answer, expected):
    """One of the accepted texts stands in the answer, as whole words."""
    said = f" {normal(answer)} "
    return any(f" {normal(text)} " in said for text in expected if normal(text))


def number(answer, expected):
    """The last number of the answer is the one expected, to a millionth."""
    found = NUMBER.findall(answer)
    return bool(found) and abs(float(found[-1].replace(",", "")) - float(expected.replace(",", ""))) < 1e-6


def letter(answer, expected):
    """Names the right option: by its letter at the beginning or after 'answer is', else by its whole text and no other's.

    expected: the letter, and the options' texts in the letters' order.
    """
    right, options = expected
    said = answer.strip().strip("*`\"' ")
    named = re.match(r"\(?([A-R])(?:[).:,]|$)", said) or re.search(r"\b(?:answer|option)(?: is)?:? *\(?([A-R])\b", said)
    if named:
        return named[1] == right
    there = [index for index, text in enumerate(options) if normal(text) and f" {normal(text)} " in f" {normal(said)} "]
    return there == [ord(right) - ord("A")]


def label(answer, expected):
    """Names the right label and no other one.

    expected: the right one, and all there are.
    """
    right, labels = expected
    said = f" {normal(answer)} "
    return [name for name in labels if f" {normal(name)} " in said] == [right]


def literal(answer, expected):
    """The first line is a Python literal of the same type and value; a repeated assertion or a fence is taken off."""
    lines = [line.strip() for line in answer.replace("[ANSWER]", "").replace("[/ANSWER]", "").splitlines()]
    lines = [line for line in lines if line and not line.startswith("```")]
    said = lines[0].split("==", 1)[-1].strip().strip("`") if lines else ""
    try:
        one, other = ast.literal_eval(said), ast.literal_eval(expected)
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
        return said == expected
    return type(one) is type(other) and one == other


def boxed(text):
    """What stands in the last \\boxed{…}; None where there is none."""
    at = text.rfind("\\boxed{")
    if at < 0:
        return None
    depth, begin = 1, at + len("\\boxed{")
    for end in range(begin, len(text)):
        depth += (text[end] == "{") - (text[end] == "}")
        if depth == 0:
            return text[begin:end]
    return None


def plain(formula):
    """A formula without what does not change its value."""
    for out in ("\\left", "\\right", "\\!", "\\,", "\\;", "\\$", "$", "\\%", "%", "^\\circ", "^{\\circ}", " "):
        formula = formula.replace(out, "")
    return formula.replace("dfrac", "frac").replace("tfrac", "frac").rstrip(".")


def formula(answer, expected):
    """What the answer puts in a box is the formula expected; without a box the last number is, where a number is expected."""
    said = boxed(answer)
    if said is not None:
        return plain(said) == plain(expected)
    wanted = plain(expected)
    return bool(NUMBER.fullmatch(wanted)) and number(answer, wanted)


def words(answer, expected):
    """At most 40 words hold every word asked for; its ending may change."""
    said = re.findall(r"[a-z]+", answer.lower())
    return 0 < len(said) <= 40 and all(any(_is_form(word, one) for one in said) for word in expected)


def _is_form(word, said):
    stem = word[:-1] if word.endswith(("e", "y")) and len(word) > 3 else word
    return said == word or (said.startswith(stem) and len(said) - len(stem) <= 4)


def manners(answer, _):
    """Form alone, not whether it is good: not empty, letters of English, no run of five words thrice, no claim to be a person."""
    said = re.findall(r"[^\W\d_]+", answer.lower())
    if not said or sum(map(str.isascii, said)) < 0.9 * len(said):
        return False
    runs = [tuple(said[at : at + 5]) for at in range(len(said) - 4)]
    repeats = any(runs.count(run) >= 3 for run in set(runs))
    return not repeats and not re.search(r"\bi(?:'m| am) (?:a )?(?:human|real person|man|woman|person)\b", answer.lower())
