"""The text that says what is asked, as `dev.outrigger.analyze.AskedText` and `Courtesy` have it: heads learn from what they will be shown.

    python asked.py --out FILE        writes what it makes of the conversations in SAMPLES, to which Java is held
"""
import argparse
import json
import pathlib
import re

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
LAST_CHARS, BEFORE_CHARS = 900, 300  # of the last turn of the user and of the one before it
WHOLE_BYTES = 16 * 1024  # a longer turn is looked at from both ends alone
FEWEST_WORDS = 2
LONGEST_AFTER = 80
# What Java's strip() takes away, which is less than Python's.
SPACE = "".join(chr(c) for c in (*range(0x09, 0x0E), *range(0x1C, 0x21), 0x1680, *range(0x2000, 0x2007), *range(0x2008, 0x200B), 0x2028, 0x2029, 0x205F, 0x3000))

PLEASE = "please|pls|kindly|bitte|por favor|s'il (?:vous|te) pla[iî]t|per favore|alsjeblieft"
THANKS = (
    "(?:many )?thanks|thank you|thx|cheers|danke(?: schön)?|vielen dank|(?:muchas )?gracias|merci|grazie|obrigad[oa]"
)
MUCH = "(?: (?:so|very) much| a lot| in advance| beaucoup| im voraus)?"
WHITE = "[ \\t\\n\\x0B\\f\\r]"  # Java's \s
BEFORE = re.compile(
    "(?:(?:hi|hello|hey|hiya|greetings|good (?:morning|afternoon|evening|day)|hallo|guten tag|hola|bonjour|ciao|olá)"
    f"(?: (?:there|all|everyone|chatgpt|gpt|claude|gemini|assistant)[,!.]*+|[,!.]++){WHITE}++"
    f"|(?:could|can|would) you (?:please )?help me(?: out)?(?: with (?:this|something))?[?.!]++{WHITE}++"
    f"|i (?:would like|want) to ask (?:you )?(?:something|a question)[.,:!]++{WHITE}++"
    f"|i have a (?:quick )?question[.,:!]++{WHITE}++"
    f"|(?:could|can|would|will) you (?:please|kindly){WHITE}++"
    f"|(?:{PLEASE})[,!]*+{WHITE}++)++",
    re.IGNORECASE,
)
AFTER = re.compile(
    f"(?:(?:(?:[,;]|(?<=[.!?])){WHITE}(?:{PLEASE}|(?:{THANKS}){MUCH})"
    f"|(?<!\\bfor)(?<!\\bsay)(?<!\\bof)(?<!\\bword)(?<!\\bsaying)(?<!\\bmean)(?<!\\bmeans){WHITE}(?:please|pls))[.!]*+)++$",
    re.IGNORECASE,
)


def without_courtesy(text):
    whole = text.strip(SPACE)
    before = BEFORE.match(whole)
    begun = whole[before.end() :] if before else whole
    tail = begun[-LONGEST_AFTER:]
    after = AFTER.search(tail)
    rest = begun[: len(begun) - len(tail) + after.start()] if after else begun
    rest = rest.strip(SPACE)
    return rest if len(re.split(f"{WHITE}+", rest, maxsplit=FEWEST_WORDS)) >= FEWEST_WORDS else whole


def head_and_tail(text, chars):
    """Two thirds from its head, the rest from its tail."""
    raw = text.encode()
    if len(raw) > WHOLE_BYTES:
        text = raw[: WHOLE_BYTES // 4].decode(errors="ignore") + "\n" + raw[-WHOLE_BYTES // 4 :].decode(errors="ignore")
    whole = without_courtesy(text)
    if len(whole) <= chars:
        return whole
    head = chars * 2 // 3
    return whole[:head] + "\n" + whole[-(chars - head) :]


def asked(turns):
    """turns: what the user said, oldest first."""
    last = head_and_tail(turns[-1], LAST_CHARS)
    text = "\n".join([last, head_and_tail(turns[-2], BEFORE_CHARS)]) if len(turns) > 1 else last
    return text.strip(SPACE)


LONG = "The bridge over the weir was closed for repairs last spring, and nobody told the bakers on the far side. "
SAMPLES = [
    ["Hi there! Could you please translate this into Dutch: the cat sleeps. Thanks in advance!"],
    ["please"],
    ["Thanks!"],
    ["thank you so much"],
    ["what is another word for please"],
    ["Is this an insult? Thank you"],
    ["Bonjour, résume ce texte s'il te plaît"],
    ["I have a quick question: how do magnets work, please?"],
    ["  good evening all,  write a limerick about rye bread , merci beaucoup!! "],
    ["Name a river.", "And one in Spain, please"],
    ["Name a river.", "Hello! Why?", "Thanks. And now in French"],
    ["Summarise this in one line. " + LONG * 12 + "Only the cause, please."],
    [LONG * 5 + "Who was not told?", "Hey, shorter please"],
    ["HELLO ASSISTANT, WILL YOU KINDLY LIST ALL PRIMES BELOW 40?"],
    ["Can you help me out with this? \u00a0x + 3 = 7"],
    ["Ответь кратко, please"],
]


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--out", default=ROOT / "src/test/resources/dev/outrigger/analyze/asked-texts.json", metavar="FILE")
    a = arguments.parse_args()
    rows = [json.dumps({"turns": turns, "asked": asked(turns)}, ensure_ascii=True) for turns in SAMPLES]
    pathlib.Path(a.out).write_text("[\n  " + ",\n  ".join(rows) + "\n]\n")


if __name__ == "__main__":
    main()
