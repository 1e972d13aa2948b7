"""A prompt said a little differently, with the same labels: what a user's hand or manners change must not change what is read of it.

`perf/analyzer/stability.py` measures that with courtesies that are not among these.
"""
import re

# Of the prompts of one epoch, as many are shown said differently.
SHARE = 0.3
BEFORE = (
    "Hi there, ", "hey! ", "Hello. ", "Good evening, ", "Please ", "pls ", "Quick question: ", "I need some help. ",
    "Hi, I hope this is the right place to ask. ", "Sorry to bother you, but ", "Hello friend! ", "Okay, next one: ", "So, ",
    "I have been thinking about this for a while. ", "Could you please help me? ", "You are very good at this. ", "ok ", "Hallo! ",
    "Hi team, ", "One more thing: ", "To whom it may concern, ", "If it's not too much trouble: ", "Thanks for your help so far. ",
)  # fmt: skip
AFTER = (
    " Thanks", " thanks!!", " thank you :)", " please", " pls", " Cheers!", " Thanks a lot in advance.", " Many thanks, Tom",
    " I'd be very grateful.", " Kind regards", " That would be great.", " Have a nice day!", " Looking forward to your answer.", " :)",
    " It is quite urgent.", " Sincerely, M.", " Appreciate any help", " Much obliged!",
)  # fmt: skip


def courteous(text, rng):
    if rng.random() < 0.5:
        return rng.choice(BEFORE) + text
    return text.rstrip() + rng.choice(AFTER)


def unpunctuated(text, rng):
    return text.rstrip().rstrip("?.!")


def mistyped(text, rng):
    """One of each 50 letters or so is swapped with the next, lost, or typed twice."""
    places = [at for at in range(len(text) - 1) if text[at].isalpha() and text[at + 1].isalpha()]
    if not places:
        return text
    letters = list(text)
    for at in rng.sample(places, min(len(places), 1 + len(text) // 50)):
        kind = rng.random()
        if kind < 0.5:
            letters[at], letters[at + 1] = letters[at + 1], letters[at]
        else:
            letters[at] = "" if kind < 0.8 else letters[at] * 2
    return "".join(letters)


def turned(text, rng):
    """The sentences of one paragraph begun at another of them."""
    sentences = re.split(r"(?<=[.!?]) +", text.strip())
    if len(sentences) < 2 or "\n" in text:
        return text
    at = rng.randrange(1, len(sentences))
    return " ".join(sentences[at:] + sentences[:at])


WAYS = (courteous, courteous, unpunctuated, mistyped, mistyped, turned)


def varied(text, rng):
    return rng.choice(WAYS)(text, rng) if rng.random() < SHARE else text
