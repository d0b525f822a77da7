"""Search: how long a question takes over 5,000 documents, how long the index takes to be made, and to lose a text.

    python bench/search.py

Documents of 300 words from a vocabulary in which few words are common and most are rare, as in any language. Time is
that of this process.
"""

import random
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

from _figures import Figure, heading, told

from rankandfile.shell.search import Paper, Search, Sources

DOCUMENTS, WORDS, VOCABULARY = 5_000, 300, 20_000
TIMES = 50
QUESTIONS = ("a1", "a3 a5", "a77", "a1 a2 a3", "a1999", '"a1 a2"')


def main() -> int:
    """0 when a question is answered in less than 20 ms."""
    chance = random.Random(7)
    numbers = range(1, VOCABULARY + 1)
    drawn = chance.choices(numbers, [1 / number for number in numbers], k=DOCUMENTS * WORDS)
    words = [f"a{number}" for number in drawn]
    texts = {f"document/D{n}": " ".join(words[n * WORDS : (n + 1) * WORDS]) for n in range(DOCUMENTS)}
    wanted: dict[str, Sources] = {key: ((n, "text"),) for n, key in enumerate(texts)}
    heading(f"search over {DOCUMENTS:,} documents of {WORDS} words")
    with TemporaryDirectory() as folder:
        index = Search(Path(folder) / "search.db")
        begun = process_time()
        index.follow(wanted, lambda key: Paper(key, f"Title {key}", texts[key]))
        kept = [told(Figure("the index is made", process_time() - begun, "s"))]
        kept += [told(_asked(index, question)) for question in QUESTIONS]
        begun = process_time()
        index.destroy([(7, "text")])
        kept.append(told(Figure("a text is erased from it", process_time() - begun, "s")))
    return 0 if all(kept) else 1


def _asked(index: Search, question: str) -> Figure:
    """A question, and the excerpts of the first page of its hits."""
    begun = process_time()
    for _ in range(TIMES):
        index.excerpts(question, index.found(question)[:20])
    return Figure(f"a question: {question}", (process_time() - begun) / TIMES * 1000, "ms", ceiling=20)


if __name__ == "__main__":
    sys.exit(main())
