"""How long a ballot takes in the booth, in Debian's Chromium: from the message to the worker until the ballot is there.

    python bench/_booth.py

A ranked ballot and an approval of ten, in the worker that voters use, of the files as they are served. The first ballot
of a worker makes tables; it is told apart. Milliseconds, the middle of twenty.
"""

import os
import sys
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median
from threading import Thread

from _figures import Figure

from rankandfile.core.ballot import credentials, groups
from rankandfile.core.ballot.canonical import written

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
BOOTH = Path(credentials.__file__).parents[2] / "web/static/rankandfile/booth"
CREDENTIAL, UUID = "11111-222222-33333-444444", "FourteenLetter"
ANSWERS = [f"answer {number}" for number in range(10)]
QUESTIONS = {
    "ranked": ({"type": "NonHomomorphic", "value": {"answers": ANSWERS, "question": "Rank"}}, [*range(1, 11)]),
    "approval": ({"answers": ANSWERS, "min": 0, "max": 10, "question": "Approve"}, [1, 0] * 5),
}
TIMES = 21
MEASURE = """async ([election, credentials, credential, choices, times]) => {
  const worker = new Worker("/worker.js", { type: "module" });
  const bytes = (text) => new TextEncoder().encode(text).buffer;
  const ask = (message, wanted) => new Promise((done, failed) => {
    worker.onmessage = ({ data }) => {
      if (data.did === "failed") failed(new Error(data.why));
      if (data.did === wanted) done(data);
    };
    worker.postMessage(message);
  });
  await ask({ do: "open", bytes: bytes(election), credentials: bytes(credentials) }, "opened");
  const found = [];
  for (let i = 0; i < times; i += 1) {
    const began = performance.now();
    await ask({ do: "seal", credential, choices: [choices] }, "sealed");
    found.push(performance.now() - began);
  }
  worker.terminate();
  return found;
}"""


class Quiet(SimpleHTTPRequestHandler):
    """The files of the booth, without a line for each request."""

    def log_error(self, *args: object) -> None:
        """Nothing is said."""

    def log_request(self, code: object = "", size: object = "") -> None:
        """Nothing is said."""


def figures() -> list[Figure]:
    """The booth's lines in the bench of verifiable ballots; none where there is no browser."""
    if not Path(CHROMIUM).exists():
        return []
    bounds = {"ranked": 100, "approval": 300}
    return [
        Figure(f"booth: a ballot, {kind}, in Chromium", later, "ms", ceiling=bounds[kind])
        for kind, (_first, later) in measured().items()
    ]


def measured() -> dict[str, tuple[float, float]]:
    """The first ballot of a worker and the middle of those after it, in milliseconds, by the kind of question."""
    from playwright.sync_api import sync_playwright

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(BOOTH)))
    Thread(target=server.serve_forever, daemon=True).start()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        page.goto(f"http://127.0.0.1:{server.server_port}/worker.js")
        found = {kind: page.evaluate(MEASURE, _job(kind)) for kind in QUESTIONS}
        browser.close()
    server.shutdown()
    return {kind: (times[0], median(times[1:])) for kind, times in found.items()}


def _job(kind: str) -> list[object]:
    group = groups.named("Ed25519")
    question, choices = QUESTIONS[kind]
    election = {
        "version": 1, "description": "", "name": "bench", "group": "Ed25519",
        "public_key": group.text(group.of_generator(4711)), "questions": [question], "uuid": UUID,
    }  # fmt: skip
    public = group.text(credentials.public(group, UUID, CREDENTIAL))
    return [written(election).decode(), written([public]).decode(), CREDENTIAL, choices, TIMES]


if __name__ == "__main__":
    for kind, (first, later) in measured().items():
        sys.stdout.write(f"{kind:<10} first {first:6.0f} ms   then {later:6.0f} ms\n")
