"""What is kept between two pages: never longer than it is true."""

from collections.abc import Callable
from typing import Any

from msgspec.structs import replace

from rankandfile.core.ids import Index
from rankandfile.core.state import State
from rankandfile.web.derived import Once


def counting() -> tuple[Callable[..., int], list[Any]]:
    """A question that answers how often it was worked out, and what it was asked about."""
    asked: list[Any] = []

    def answer(state: State, *about: Any) -> int:
        asked.append((state.size, *about))
        return len(asked)

    return answer, asked


def test_a_question_is_answered_once_for_each_state_and_each_thing_that_it_is_about():
    answer, asked = counting()
    ask, state = Once(answer), State()
    assert [ask(state, "C1"), ask(state, "C1"), ask(state, "C2"), ask(state, "C1")] == [1, 1, 2, 1]
    assert asked == [(0, "C1"), (0, "C2")]


def test_the_next_state_is_asked_anew_even_where_it_is_equal():
    answer, asked = counting()
    ask, state = Once(answer), State()
    assert [ask(state), ask(replace(state, size=Index(1))), ask(replace(state)), ask(state)] == [1, 2, 3, 4]
    assert len(asked) == 4


def test_a_piece_is_made_anew_for_another_value_language_or_time_zone(django: None):
    from datetime import timedelta
    from datetime import timezone as zones

    from django.utils import timezone, translation

    from rankandfile.web.pages.pieces import Need, Rule
    from rankandfile.web.templatetags.pieces import need

    wanted = Need("two more", 1_750_000_000, Rule("9.2", "It needs <b>ten</b>."))
    with translation.override("en"), timezone.override("UTC"):
        first = need(wanted)
        assert need(Need("two more", 1_750_000_000, Rule("9.2", "It needs <b>ten</b>."))) == first
        assert "&lt;b&gt;" in first
        assert need(Need("one more", 1_750_000_000, Rule("9.2", "It needs <b>ten</b>."))) != first
        with timezone.override(zones(timedelta(hours=5))):
            assert need(wanted) != first
        with translation.override("ar"):
            assert need(wanted) != first
        assert need(wanted) == first


def test_no_page_marks_the_words_of_a_piece_as_html(django: None):
    """Two equal values look the same: a sentence that is HTML and one that says the same in letters must not meet."""
    from pathlib import Path

    import rankandfile.web.pages as pages

    allowed = {"texts.py", "lined.py", "search.py"}  # escaped where it is marked, and kept for no other page
    makers = ("mark_safe", "format_html", "SafeString")
    for file in Path(pages.__file__).parent.glob("*.py"):
        if file.name not in allowed:
            assert not [maker for maker in makers if maker in file.read_text()], file.name
