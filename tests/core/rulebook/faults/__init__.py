"""A fault of each kind in the default preset, a file for each part of the check, each with its own `BROKEN`.

What is wrong: (the text that is replaced, by what, the article, the path, a part of the sentence that tells it).
"""
