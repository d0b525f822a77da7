"""The child process that reads a document: `python pandoc_child.py SECONDS PANDOC …`.

It sets its limits and becomes pandoc, which has the document on its standard input and can open neither files nor
connections (`--sandbox`). What goes beyond the limits kills it, and nothing else.
"""

import os
import resource
import sys

MEMORY, FILES, ANSWER = 1 << 30, 32, 64 << 20
"""Bytes of address space; open files; bytes of what pandoc may say."""


def main(seconds: int, program: str, *arguments: str) -> None:
    """Becomes the program, within limits; does not return."""
    for what, most in (
        (resource.RLIMIT_CPU, seconds), (resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_NOFILE, FILES),
        (resource.RLIMIT_FSIZE, ANSWER), (resource.RLIMIT_CORE, 0),
    ):  # fmt: skip
        _soft, hard = resource.getrlimit(what)
        allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (allowed, allowed))
    os.execv(program, [program, *arguments])


if __name__ == "__main__":
    main(int(sys.argv[1]), *sys.argv[2:])
