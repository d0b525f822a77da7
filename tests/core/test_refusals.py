"""Every refusal that the engine knows, provoked: what is the case, and the way forward, with every fact filled in.

`refusals/` has a file for each chapter, whose `PROVOKED` has one line for each code. A code without a line, or a line
without a code, fails the first test.
"""

from collections.abc import Callable
from importlib import import_module
from pkgutil import iter_modules

import pytest

from rankandfile.core import engine
from rankandfile.core.refusal import Refusal

from . import refusals

FILES = [import_module(f"{refusals.__name__}.{each.name}") for each in iter_modules(refusals.__path__)]
PROVOKED: dict[str, Callable[[], Refusal]] = {
    code: provoked for file in FILES for code, provoked in getattr(file, "PROVOKED", {}).items()
}


def test_every_refusal_is_provoked_here() -> None:
    chapters = {code for chapter in engine.CHAPTERS for code in getattr(chapter, "REFUSALS", {})}
    assert set(PROVOKED) == chapters


def test_no_two_files_provoke_the_same_refusal() -> None:
    assert sum(len(getattr(file, "PROVOKED", {})) for file in FILES) == len(PROVOKED)


@pytest.mark.parametrize("code", PROVOKED)
def test_a_refusal_says_what_is_the_case_and_the_way_forward(code: str) -> None:
    refusal = PROVOKED[code]()
    because, remedy = engine.sentences(refusal)
    assert refusal.code == code, because
    assert because.endswith(".")
    assert remedy.endswith(".")
    assert "{" not in because + remedy


@pytest.mark.parametrize("code", PROVOKED)
def test_a_refusal_cites_an_article_of_the_rulebook(code: str) -> None:
    refusal = PROVOKED[code]()
    without = ("foundation.", "clock.")
    assert refusal.article or code.startswith(without)
