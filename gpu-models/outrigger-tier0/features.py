"""Hashed features of a text, the same as dev.outrigger.analyze.HashedText gives; tier0-reference.json holds them to it.

Everything is said in UTF-16 units, so that both languages cut a text alike. A word is a run of letters and digits, or one Chinese or
Japanese character. Features: words, pairs of words, n-grams of 3 to 5 units within words, runs of punctuation, the first word, and shapes
(shares of capitals, digits and punctuation, lengths). Each is there or not; none is counted."""

BITS = 16
BUCKETS = 1 << BITS
STRETCH = 32
"""Words of one stretch."""
GRAM_UNITS = 32
"""Of a longer word only so many units have n-grams."""
PUNCTUATION_UNITS = 8
"""Of a longer run only so many units count."""
WORD, PAIR, GRAM, PUNCTUATION, FIRST, SHAPE = 1, 2, 3, 4, 5, 6
SPACE, LETTER, ALONE, SIGN, NOTHING = 0, 1, 2, 3, 4
MASK = 0xFFFFFFFF
WHOLE = 1 << 30


def folded(unit):
    """Full-width forms become ASCII, capitals small, digits 0."""
    if 0xFF01 <= unit <= 0xFF5E:
        unit -= 0xFEE0
    if 0x30 <= unit <= 0x39:
        return 0x30
    if unit < 0x590 or 0x1E00 <= unit < 0x2000:
        return ord(chr(unit).lower()[0])
    return unit


def kind(unit):
    if unit < 0x80:
        return LETTER if chr(unit).isalnum() else SPACE if unit <= 0x20 else SIGN
    if unit in (0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF):
        return NOTHING
    if unit in (0xA0, 0x2028, 0x2029, 0x202F, 0x3000) or 0x2000 <= unit <= 0x200A:
        return SPACE
    if unit < 0xC0 and unit not in (0xAA, 0xB5, 0xBA) or unit in (0xD7, 0xF7, 0x964, 0x965):
        return SIGN
    if 0x2010 <= unit <= 0x2BFF or 0x3001 <= unit <= 0x303F or 0xFF00 <= unit <= 0xFF65:
        return SIGN
    if 0x2E80 <= unit <= 0x9FFF or 0xF900 <= unit <= 0xFAFF:
        return ALONE
    return LETTER


FOLDED = [folded(u) for u in range(0x10000)]
KIND = [kind(FOLDED[u]) for u in range(0x10000)]


def mixed(h):
    h ^= h >> 16
    h = h * 0x85EBCA6B & MASK
    h ^= h >> 13
    h = h * 0xC2B2AE35 & MASK
    return h ^ h >> 16


def step(h, unit):
    return (h ^ unit) * 0x01000193 & MASK


def seed(of):
    return of * 0x9E3779B1 & MASK


def bucket(h):
    return mixed(h) >> 32 - BITS


def shape(name, value):
    return bucket(step(step(seed(SHAPE), name), value))


def share(part, whole):
    """In sixteenths, 0 to 15."""
    return min(15, 16 * part // max(1, whole))


WORDS = {}


def of_word(word):
    """(hash of the word, buckets of it and of its n-grams)"""
    known = WORDS.get(word)
    if known is not None:
        return known
    h = seed(WORD)
    for unit in word:
        h = step(h, unit)
    buckets = {bucket(h)}
    marked = (0x5E,) + word[:GRAM_UNITS] + (0x24,)
    for start in range(len(marked) - 2):
        g = seed(GRAM)
        for at in range(start, min(start + 5, len(marked))):
            g = step(g, marked[at])
            if at - start >= 2:
                buckets.add(bucket(g))
    if len(WORDS) < 400_000:
        WORDS[word] = (h, tuple(buckets))
    return h, tuple(buckets)


class Stretch:
    """Buckets of some words in a row."""

    def __init__(self, is_first):
        self.buckets = set()
        self.before = None
        self.is_first = is_first
        self.words = self.letters = self.capitals = self.digits = self.signs = self.lines = 0

    def word(self, word):
        h, own = of_word(word)
        self.buckets.update(own)
        if self.before is not None:
            self.buckets.add(bucket(step(self.before ^ seed(PAIR), h & 0xFFFF) ^ h))
        elif self.is_first:
            self.buckets.add(bucket(h ^ seed(FIRST)))
        self.before = h
        self.words += 1
        self.letters += len(word)

    def punctuation(self, run):
        h = seed(PUNCTUATION)
        for unit in run[:PUNCTUATION_UNITS]:
            h = step(h, unit)
        self.buckets.add(bucket(h))
        self.signs += len(run)

    def end(self):
        units, words = self.letters + self.signs, max(1, self.words)
        dense = min(15, len(self.buckets) // words)
        self.buckets |= {shape(1, share(self.capitals, units)), shape(2, share(self.digits, units)), shape(3, share(self.signs, units)),
                         shape(4, min(15, self.letters // words)), shape(5, dense)}
        return self

    def whole(self):
        """With the length of the text."""
        return self.buckets | {shape(6, self.words.bit_length()), shape(7, self.lines.bit_length())}


def stretches(text, words=STRETCH):
    """The text cut before every so-manieth word; one stretch at least."""
    done, now, word, run = [], Stretch(True), [], []

    def end_word():
        nonlocal now, word
        if not word:
            return
        if now.words == words:
            done.append(now.end())
            now = Stretch(False)
        now.word(tuple(word))
        for small, unit in zip(word, cased):
            now.digits += small == 0x30
            now.capitals += small not in (unit, 0x30)
        word = []
        cased.clear()

    def end_run():
        nonlocal run
        if run:
            now.punctuation(tuple(run))
            run = []

    cased = []
    for unit in memoryview(text.encode("utf-16-le", "surrogatepass")).cast("H"):
        small, of = FOLDED[unit], KIND[unit]
        if of == NOTHING:
            continue
        if of == LETTER:
            end_run()
            word.append(small)
            cased.append(unit)
            continue
        end_word()
        if of == SIGN:
            run.append(small)
            continue
        end_run()
        if of == ALONE:
            word.append(small)
            cased.append(unit)
            end_word()
        elif unit == 0x0A:
            now.lines += 1
    end_word()
    end_run()
    done.append(now.end())
    return done


def whole(text):
    """Buckets of a text as one stretch."""
    return stretches(text, WHOLE)[0].whole()
