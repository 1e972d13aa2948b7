"""The dialects of the scripted vendors: each module reads requests and writes answers in the words of one vendor."""
