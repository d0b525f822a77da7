"""A process that admits members until it is killed, and tells which admissions were acknowledged.

python writer.py HOME NUMBER        NUMBER transactions of three admissions each, in two threads; 0 for ever
python writer.py HOME for-ever      for each line that it reads, a process of its own that goes on for ever

The second way begins a process in milliseconds, with everything imported, so that hundreds can be killed. It tells the
number of each, and when it has ended.
"""

import os
import sys
from itertools import count
from pathlib import Path
from threading import Lock, Thread

from rankandfile.core.chapters.admission import AdmitMember
from rankandfile.core.ids import BranchId, Moment
from rankandfile.shell import chance
from rankandfile.shell.draft import Ask, Recorded
from rankandfile.shell.home import Home
from rankandfile.shell.secretary import NOW, Secretary
from rankandfile.shell.trouble import Unreachable, Unsure

FOUNDED = 1_767_225_600
TELLING = Lock()


def tell(*words: object) -> None:
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


def admit(secretary: Secretary, number: int) -> None:
    founder, until = secretary.state.foundation.founder, Moment(FOUNDED + 300 * 86_400)
    for turn in count(1):
        acts = [AdmitMember(founder, NOW, chance.handle(), "member", BranchId("north"), until) for _ in range(3)]
        try:
            outcomes = secretary.submit_many(Ask(act, {"name": f"Name of {act.member}"}) for act in acts)
        except (Unreachable, Unsure):
            return
        with TELLING:
            for act, outcome in zip(acts, outcomes, strict=True):
                assert isinstance(outcome, Recorded), outcome
                tell(outcome.index, act.member)
        if turn == number:
            return


def write(home: Path, number: int) -> None:
    """Two threads admit so many times each; for ever where it is 0."""
    live = Secretary(Home(home), lambda: FOUNDED + 60)
    tell("ready")
    threads = [Thread(target=admit, args=(live, number)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def one_after_the_other(home: Path) -> None:
    """For each line that comes in, a process of its own; told are its number and, when nothing is left of it, so."""
    for _ in sys.stdin:
        child = os.fork()
        if not child:
            write(home, 0)
            os._exit(0)
        tell("process", child)
        os.waitpid(child, 0)
        tell("ended")


if __name__ == "__main__":
    if sys.argv[2] == "for-ever":
        one_after_the_other(Path(sys.argv[1]))
    else:
        write(Path(sys.argv[1]), int(sys.argv[2]))
