"""The search index: what it finds, that no word of what is gone is left in it, and that it can be lost."""

from collections.abc import Mapping
from pathlib import Path
from threading import Thread

import pytest

from rankandfile.shell.search import END, HIT, Paper, Search, Sources, asked

TEXTS = {
    "motion/M1": ("Night ferries", "The harbour authority publishes the timetable."),
    "motion/M2": ("A kitchen", "Run by members in turns, beside the harbour."),
    "document/D1": ("Οι διακοπές", "Ο ΛΙΜΕΝΑΣ y la caución de 公共交通工具 رفع الأجور"),
}


def filled(path: Path, texts: Mapping[str, tuple[str, str]] = TEXTS) -> Search:
    index = Search(path / "search.db")
    follow(index, texts)
    return index


def follow(index: Search, texts: Mapping[str, tuple[str, str]], gone: Sources = ()) -> None:
    wanted = {key: ((place, "title"), (place, "text")) for place, key in enumerate(TEXTS) if key in texts}
    left = {key: tuple(one for one in slots if one not in gone) for key, slots in wanted.items()}
    index.follow(left, lambda key: Paper(key, *texts[key]))


def everywhere(path: Path) -> bytes:
    return b"".join(file.read_bytes() for file in path.iterdir())


def test_every_word_must_be_there_and_each_may_go_on(tmp_path: Path) -> None:
    index = filled(tmp_path)
    assert set(index.found("harbour")) == {"motion/M1", "motion/M2"}
    assert index.found("harb kitch") == ["motion/M2"]
    assert index.found("harbour ferries kitchen") == []
    assert index.excerpts("kit", ["motion/M2"])["motion/M2"].title == f"A {HIT}kitchen{END}"
    assert f"{HIT}harbour{END} authority" in index.excerpts("HARB", ["motion/M1"])["motion/M1"].body


@pytest.mark.parametrize("words", ["caucion", "λιμενας", "公共", "通工", "الأجور", "ΔΙΑΚΟΠ"])
def test_words_are_found_in_any_writing(tmp_path: Path, words: str) -> None:
    index = filled(tmp_path)
    assert index.found(words) == ["document/D1"]
    shown = index.excerpts(words, ["document/D1"])["document/D1"]
    assert (shown.title + shown.body).replace(HIT, "").replace(END, "").replace("\u200b", "").startswith("Οι διακοπές")
    assert HIT in shown.title + shown.body


def test_a_hit_in_the_title_comes_first(tmp_path: Path) -> None:
    texts = {"motion/M1": ("Boats", "The harbour."), "motion/M2": ("The harbour", "Boats.")}
    assert filled(tmp_path, texts).found("harbour") == ["motion/M2", "motion/M1"]


def test_words_in_quotation_marks_stand_together(tmp_path: Path) -> None:
    index = filled(tmp_path)
    assert set(index.found('"the harbour"')) == {"motion/M1", "motion/M2"}
    assert index.found('"harbour the"') == []


@pytest.mark.parametrize(
    "typed",
    [
        '"',
        "*",
        "a OR",
        "NEAR(",
        "title:x",
        "-x",
        "^x",
        "{a b}",
        "x AND NOT",
        "\0",
        "a" * 5000,
        '""',
        "' OR 1=1 --",
        "%",
        "\u200b",
    ],
)
def test_nothing_that_is_typed_is_more_than_words(tmp_path: Path, typed: str) -> None:
    index = filled(tmp_path)
    assert isinstance(index.found(typed), list)
    assert index.excerpts(typed, ["motion/M1"]) == {} or asked(typed)


def test_a_text_that_goes_leaves_no_byte_in_the_file(tmp_path: Path) -> None:
    many = {f"motion/M{n}": ("Title", f"filler words number {n} " * 50) for n in range(3, 200)}
    index = Search(tmp_path / "search.db")
    wanted: dict[str, Sources] = {key: ((n, "text"),) for n, key in enumerate({**TEXTS, **many})}
    index.follow(wanted, lambda key: Paper(key, *{**TEXTS, **many}[key]))
    assert b"timetable" in everywhere(tmp_path)
    index.destroy([(0, "text")])
    for word in (b"timetable", b"publishes", b"Night ferries"):
        assert word not in everywhere(tmp_path)
    assert index.found("timetable") == []
    assert index.found("kitchen") == ["motion/M2"]


def test_what_is_no_longer_wanted_leaves_with_the_next_look(tmp_path: Path) -> None:
    index = filled(tmp_path)
    follow(index, {key: text for key, text in TEXTS.items() if key != "motion/M2"})
    assert b"kitchen" not in everywhere(tmp_path).lower()
    assert index.found("kitchen") == []


def test_a_paper_whose_sources_changed_is_read_again(tmp_path: Path) -> None:
    index = filled(tmp_path)
    follow(index, {**TEXTS, "motion/M1": ("", TEXTS["motion/M1"][1])}, gone=((0, "title"),))
    assert index.found("ferries") == []
    assert index.found("timetable") == ["motion/M1"]


def test_while_somebody_reads_the_bytes_wait_for_the_next_look(tmp_path: Path) -> None:
    import apsw

    index = filled(tmp_path)
    other = apsw.Connection(str(tmp_path / "search.db"))
    other.execute("BEGIN; SELECT count(*) FROM item").fetchall()
    index._opened().here().set_busy_timeout(10)
    less = {key: text for key, text in TEXTS.items() if key != "motion/M2"}
    follow(index, less)
    assert index.found("kitchen") == []
    other.execute("COMMIT")
    other.close()
    follow(index, less)
    assert b"kitchen" not in everywhere(tmp_path).lower()


def test_nothing_happens_where_there_is_no_index(tmp_path: Path) -> None:
    Search(tmp_path / "search.db").destroy([(0, "text")])
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("harm", ["deleted", "not a database", "another's"])
def test_an_index_that_is_lost_or_damaged_is_made_anew(tmp_path: Path, harm: str) -> None:
    index = filled(tmp_path)
    index.close()
    for file in tmp_path.iterdir():
        file.unlink()
    if harm == "not a database":
        (tmp_path / "search.db").write_bytes(b"not a database" * 500)
    elif harm == "another's":
        import sqlite3

        with sqlite3.connect(tmp_path / "search.db") as other:
            other.execute("CREATE TABLE mine(a)")
    assert filled(tmp_path).found("kitchen") == ["motion/M2"]


def test_only_its_owner_can_read_the_file(tmp_path: Path) -> None:
    filled(tmp_path)
    assert (tmp_path / "search.db").stat().st_mode & 0o077 == 0


def test_who_reads_a_text_and_learns_that_another_was_erased_waits_for_nobody(tmp_path: Path) -> None:
    index = filled(tmp_path, {"motion/M1": TEXTS["motion/M1"]})
    wanted: dict[str, Sources] = {key: ((place, "title"), (place, "text")) for place, key in enumerate(TEXTS)}
    read: list[str] = []

    def reading(key: str) -> Paper:
        read.append(key)
        if len(read) == 1:
            index.destroy([(0, "text")])
        return Paper(key, *TEXTS[key])

    follower = Thread(target=index.follow, args=(wanted, reading), daemon=True)
    follower.start()
    follower.join(timeout=20)
    assert not follower.is_alive()
    # What was read before is read anew, with what was taken out: the index holds what was asked for last.
    assert set(read[2:]) == set(TEXTS)
    assert set(index.found("harbour")) == {"motion/M1", "motion/M2"}


def test_words_that_another_process_takes_in_meanwhile_are_taken_in_once(tmp_path: Path) -> None:
    index, other = Search(tmp_path / "search.db"), Search(tmp_path / "search.db")
    wanted: dict[str, Sources] = {key: ((place, "title"),) for place, key in enumerate(TEXTS)}

    def reading(key: str) -> Paper:
        if key == "motion/M2":
            other.follow(wanted, lambda each: Paper(each, *TEXTS[each]))
        return Paper(key, *TEXTS[key])

    index.follow(wanted, reading)
    assert sorted(index.found("harbour")) == ["motion/M1", "motion/M2"]
