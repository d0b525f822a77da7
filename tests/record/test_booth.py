"""The booth's files against their list: what is missing, other, or not named is told in a sentence each."""

from hashlib import sha256

from rankandfile.record.booth import bundle, faults, names
from rankandfile.shell.booth import content, listed, own_bundle

FILES = {"booth.js": b"one", "noble/edwards.js": b"two"}
LIST = "".join(f"{sha256(each).hexdigest()}  {name}\n" for name, each in FILES.items()).encode()


def test_a_booth_whose_files_are_those_of_the_list_has_no_fault() -> None:
    assert list(faults(LIST, FILES.get)) == []
    assert sorted(names(LIST)) == sorted(FILES)
    assert bundle(LIST) == sha256(LIST).hexdigest()


def test_files_that_are_missing_or_other_are_named() -> None:
    told = list(faults(LIST, {"booth.js": b"other"}.get))
    assert len(told) == 2
    assert "booth.js is not the one in the list" in told[0]
    assert "noble/edwards.js is not there" in told[1]


def test_lines_that_name_no_file_are_told_and_never_lead_elsewhere() -> None:
    odd = LIST + f"{'0' * 64}  ../secret\nnonsense\n".encode() + b"\xff"
    assert sorted(names(odd)) == sorted(FILES)
    assert "lines that name no file" in next(faults(odd, FILES.get))


def test_this_installation_serves_the_booth_of_its_list() -> None:
    assert list(faults(listed(), content)) == []
    assert own_bundle() == bundle(listed())
    assert content("../booth.js") is None
    assert content("noble") is None
