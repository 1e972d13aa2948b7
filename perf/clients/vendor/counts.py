"""Counts of tokens, of the vendors that have a path for them."""

from .script import INPUT_TOKENS

# The end of the path, and the field of the answer.
FIELDS = {"messages/count_tokens": "input_tokens", ":countTokens": "totalTokens", "/count-tokens": "inputTokens"}


def answer(path, body):
    """What the vendor answers on this path below its prefix; None where no tokens are counted."""
    for end, field in FIELDS.items():
        if path.endswith(end):
            dict.keys(body)
            return {field: INPUT_TOKENS}
    return None
