"""Tokens of a text and what is known of each; the same as `Tokens.java`, held together by `names-reference.json`."""

import unicodedata

import numpy as np

FIRST, LAST, PLACE, STREET, TITLE, COMMON = 1, 2, 4, 8, 16, 32
GLUED, SPACED, LINE = 0, 1, 2
LONGEST = 24
NONE = 0x1234567

_CLASSES = {}


def kind(c):
    """`L` for letters and marks, `D` digits, `N` ends of lines, `S` other blanks, `P` all else."""
    known = _CLASSES.get(c)
    if known is None:
        category = unicodedata.category(c)
        if category[0] == "L" or category == "Mn":
            known = "L"
        elif "0" <= c <= "9":
            known = "D"
        elif c in "\n\r":
            known = "N"
        elif c <= " " or c == "\x7f":
            known = "S"
        else:
            known = "P"
        _CLASSES[c] = known
    return known


def fold(text):
    """As `Folded.java` has it: the characters, and where each stood (in UTF-16 units)."""
    if text.isascii():
        return text, None
    out, places, at = [], [], 0
    for c in text:
        point = ord(c)
        if 0xFF01 <= point <= 0xFF5E:
            point -= 0xFEE0
        category = unicodedata.category(chr(point))
        if point >= 0x80:
            digit = unicodedata.decimal(chr(point), None)
            if digit is not None:
                point = ord("0") + digit
            elif category == "Cf" or 0xFE00 <= point <= 0xFE0F or point in (0x34F, 0xAD):
                point = -1
            elif category == "Pd" or point in (0x2212, 0x2043):
                point = ord("-")
            elif category == "Zs":
                point = ord(" ")
            elif category in ("Zl", "Zp"):
                point = ord("\n")
        if point >= 0:
            out.append(chr(point) if point < 0x10000 else "\ufffd")
            places.append(at)
        at += 2 if ord(c) > 0xFFFF else 1
    return "".join(out), places


def spans(text):
    """Start, end and gap before of each token of a folded text."""
    found, at, gap = [], 0, LINE
    size = len(text)
    while at < size:
        k = kind(text[at])
        if k == "S":
            gap = max(gap, SPACED)
            at += 1
        elif k == "N":
            gap = LINE
            at += 1
        else:
            end = at + 1
            if k != "P":
                while end < size and kind(text[end]) == k:
                    end += 1
            found.append((at, end, gap))
            gap = GLUED
            at = end
    return found


def lower(word):
    return "".join(c.lower()[0] for c in word)


def fnv(word):
    h = 0x811C9DC5
    for c in word:
        h = ((h ^ ord(c)) * 0x01000193) & 0xFFFFFFFF
    return h


def shape(word):
    """0 lower case, 1 capital first, 2 capitals, 3 one capital, 4 mixed, 5 without case; 6 to 12 digits by their number, 13 a sign."""
    k = kind(word[0])
    if k == "D":
        return 5 + min(len(word), 7)
    if k == "P":
        return 13
    part = word[:LONGEST]
    ups = sum(1 for c in part if unicodedata.category(c) in ("Lu", "Lt"))
    lows = sum(1 for c in part if unicodedata.category(c) == "Ll")
    if ups == 0:
        return 0 if lows else 5
    if len(part) == 1:
        return 3
    if lows == 0:
        return 2
    return 1 if ups == 1 and unicodedata.category(part[0]) in ("Lu", "Lt") else 4


def is_other(c):
    """Greek, Cyrillic and all behind, but for what Latin has there."""
    return ord(c) >= 0x370 and not 0x1E00 <= ord(c) < 0x1F00


class Words:
    """What is known of each word, by the word lists. Columns: hash, first two, first three, last two, last three letters, shape, bits, length, whether it begins with a letter of no Latin script; a text puts the gap before in the place of that."""

    def __init__(self, lists):
        self.lists = lists
        self.rows = {}

    def of(self, word):
        row = self.rows.get(word)
        if row is None:
            low = lower(word[:LONGEST])
            s = shape(word)
            if 6 <= s <= 12:
                # Digits are known by their number; few that stand alone say more.
                low = "0" * min(len(word), 7) if len(word) > 1 else low
            h = fnv(low)
            row = (h, fnv(low[:2] + "<"), fnv(low[:3] + "<"), fnv(">" + low[-2:]), fnv(">" + low[-3:]), s, self.lists.get(h, 0) if s < 6 else 0, min(len(word), 9), s < 6 and is_other(word[0]))
            self.rows[word] = row
        return row


def loud(row, gap, before):
    """Whether a token alone may be of a name or address; most words are not."""
    s, bits = row[5], row[6]
    if s == 13 or s == 5:
        return False
    if s >= 6:
        return True
    if s == 0 and row[8] and not bits:
        return False
    if not bits & COMMON or bits & (STREET | TITLE):
        return True
    if s == 0:
        return False
    starts = gap == LINE or (before is not None and before in ".!?:")
    return not starts or bool(bits & FIRST)


def scored(louds, shapes):
    """The loud ones and those beside them; none of a script without capitals, whose words are not told apart."""
    flags = np.asarray(louds, dtype=bool)
    wide = flags.copy()
    wide[1:] |= flags[:-1]
    wide[:-1] |= flags[1:]
    return wide & (np.asarray(shapes) != 5)


class Text:
    """A text as the tagger reads it."""

    def __init__(self, text, words):
        self.text, self.places = fold(text)
        self.spans = spans(self.text)
        rows, louds, before = [], [], None
        for start, end, gap in self.spans:
            word = self.text[start:end]
            row = words.of(word)
            louds.append(loud(row, gap, before))
            rows.append(row[:8] + (gap,))
            before = word if row[5] == 13 else None
        self.rows = np.array(rows, dtype=np.int64).reshape(len(rows), 9)
        self.scored = scored(louds, self.rows[:, 5]) if rows else np.zeros(0, dtype=bool)

    def origin(self, at):
        return at if self.places is None else self.places[at]
