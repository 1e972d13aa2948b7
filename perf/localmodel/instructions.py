"""The instructions of IFEval that text alone can check, by its own words ("Instruction-Following Evaluation for Large Language Models",
https://arxiv.org/abs/2311.07911), in its strict form. The response's language is left out."""

import json
import re


def compare(relation, count, bound):
    return count < bound if relation == "less than" else count >= bound


def paragraphs(text, mark):
    return [part.strip() for part in re.split(mark, text) if part.strip()]


def _first_word(text, nth, count, first):
    parts = paragraphs(text, r"\n\n")
    opening = re.findall(r"\w+", parts[nth - 1].lower()) if len(parts) >= nth else []
    return len(parts) == count and bool(opening) and opening[0] == first.lower()


def _is_json(text):
    try:
        json.loads(re.sub(r"^```(?:json)?\s*|\s*```$", "", text.strip(), flags=re.IGNORECASE))
        return True
    except ValueError:
        return False


def _count(word, text):
    return len(re.findall(rf"\b{re.escape(word)}\b", text, flags=re.IGNORECASE))


def _two(text, **_):
    parts = [part.strip() for part in text.split("******")]
    return len(parts) == 2 and all(parts) and parts[0] != parts[1]


CHOICES = ("My answer is yes.", "My answer is no.", "My answer is maybe.")
CHECKS = {
    "punctuation:no_comma": lambda t: "," not in t,
    "length_constraints:number_words": lambda t, relation, num_words: compare(relation, len(re.findall(r"\w+", t)), num_words),
    "length_constraints:number_sentences": lambda t, relation, num_sentences: compare(
        relation, len(re.findall(r"[^.!?]*\w[^.!?]*(?:[.!?]+|$)", t)), num_sentences
    ),
    "length_constraints:number_paragraphs": lambda t, num_paragraphs: len(paragraphs(t, r"\s?\*\*\*\s?")) == num_paragraphs,
    "length_constraints:nth_paragraph_first_word": lambda t, nth_paragraph, num_paragraphs, first_word: _first_word(
        t, nth_paragraph, num_paragraphs, first_word
    ),
    "keywords:forbidden_words": lambda t, forbidden_words: not any(_count(word, t) for word in forbidden_words),
    "keywords:existence": lambda t, keywords: all(re.search(re.escape(word), t, re.IGNORECASE) for word in keywords),
    "keywords:frequency": lambda t, relation, keyword, frequency: compare(
        relation, len(re.findall(re.escape(keyword), t, re.IGNORECASE)), frequency
    ),
    "keywords:letter_frequency": lambda t, let_relation, letter, let_frequency: compare(
        let_relation, t.lower().count(letter.lower()), let_frequency
    ),
    "detectable_format:number_highlighted_sections": lambda t, num_highlights: len(re.findall(r"\*[^\n*]+\*", t)) >= num_highlights,
    "detectable_format:title": lambda t: bool(re.search(r"<<[^\n]*\w[^\n]*>>", t)),
    "detectable_format:number_bullet_lists": lambda t, num_bullets: len(re.findall(r"^\s*(?:\*[^*]|-).*$", t, re.MULTILINE)) == num_bullets,
    "detectable_format:json_format": _is_json,
    "detectable_format:multiple_sections": lambda t, section_spliter, num_sections: len(
        re.findall(rf"\s?{re.escape(section_spliter)}\s?\d+\s?", t)
    )
    >= num_sections,
    "detectable_format:constrained_response": lambda t: any(choice in t for choice in CHOICES),
    "detectable_content:number_placeholders": lambda t, num_placeholders: len(re.findall(r"\[[^\]]*\]", t)) >= num_placeholders,
    "detectable_content:postscript": lambda t, postscript_marker: bool(
        re.search(r"p\.\s?p\.\s?s" if "P.P.S" in postscript_marker else r"p\.\s?s\.", t, re.IGNORECASE)
    ),
    "startend:quotation": lambda t: len(t.strip()) > 1 and t.strip().startswith('"') and t.strip().endswith('"'),
    "startend:end_checker": lambda t, end_phrase: t.strip().strip('"').lower().endswith(end_phrase.strip().lower()),
    "change_case:english_lowercase": lambda t: t == t.lower() and any(map(str.isalpha, t)),
    "change_case:english_capital": lambda t: t == t.upper() and any(map(str.isalpha, t)),
    "change_case:capital_word_frequency": lambda t, capital_relation, capital_frequency: compare(
        capital_relation, sum(word.isupper() for word in re.findall(r"[\w'-]+", t)), capital_frequency
    ),
    "combination:repeat_prompt": lambda t, prompt_to_repeat: t.strip().lower().startswith(prompt_to_repeat.strip().lower()),
    "combination:two_responses": _two,
}


def follows(answer, expected):
    """Every instruction is followed.

    expected: pairs of an instruction's id and its arguments.
    """
    return bool(answer.strip()) and all(CHECKS[name](answer, **arguments) for name, arguments in expected)


def fits(names, arguments, most_words):
    """Whether all can be checked, and followed within so many words."""
    if any(name not in CHECKS for name in names):
        return False
    for given in arguments:
        at_least = given.get("relation") == "at least"
        if at_least and (given.get("num_words", 0) > most_words or 12 * given.get("num_sentences", 0) > most_words):
            return False
        if 30 * max(given.get("num_paragraphs") or 0, given.get("num_sections") or 0) > most_words:
            return False
    return True
