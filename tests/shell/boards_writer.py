"""A process that casts the same voters' ballots on a board until it is killed, and tells which were acknowledged.

python boards_writer.py HOME NOW FOLDER     FOLDER holds the ballots: HANDLE.NUMBER.json
"""

import sys
from pathlib import Path
from threading import Thread

from rankandfile.core.ids import ElectionId, Handle
from rankandfile.shell.boards import Receipt
from rankandfile.shell.home import Home
from rankandfile.shell.secretary import Secretary


def main() -> None:
    home, now, folder = Path(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3])
    live = Secretary(Home(home), lambda: now)

    def cast(files: list[Path]) -> None:
        for file in files:
            answer = live.boards.cast(ElectionId("E1"), Handle(file.name.partition(".")[0]), file.read_bytes())
            assert isinstance(answer, Receipt), answer
            sys.stdout.write(f"{answer.height} {answer.head} {answer.tracker}\n")
            sys.stdout.flush()
            live.strike()

    files = sorted(folder.glob("*.json"))
    threads = [Thread(target=cast, args=(files[place::3],)) for place in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


if __name__ == "__main__":
    main()
