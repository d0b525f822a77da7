"""Pages are compressed for the line, where the length of an answer tells nobody a secret.

The danger has a name, BREACH: where a stranger's words and a secret are compressed together, the answer is shorter when
the words repeat the secret, and who can have a victim's browser ask again and again and sees how much comes reads the
secret letter by letter, through any encryption. So nothing is compressed

- that answers a form, or an address with a question (`?…`) that no page of ours led to: the browser says where it comes
  from (`Sec-Fetch-Site`), and a stranger's page cannot make it say otherwise. What is left holds no words of whoever
  had it asked for;
- that shows a secret which lasts: what is under `SECRETS`.

On top of that the tokens of forms are masked anew in each answer, each answer gets a random length, and a session is
not sent along with what a stranger's page loads (`SameSite`).
"""

import re

from django.http import HttpRequest, HttpResponse
from django.middleware.gzip import GZipMiddleware

from .security import Answers

SECRETS = re.compile(r"/(account|settings)/|/convention/[^/]+/credentials/")
"""Where pages show codes or addresses that open something for whoever knows them."""
WORDS = ("text/", "application/json", "application/xml", "application/atom+xml", "image/svg+xml")
"""What becomes shorter; files of other kinds are compressed already, or are to be kept byte by byte."""


def compressed(answers: Answers) -> Answers:
    """Answers with fewer bytes, to browsers that can read them."""
    gzip = GZipMiddleware(answers)

    def with_fewer_bytes(request: HttpRequest) -> HttpResponse:
        response = answers(request)
        if is_safe(request) and is_words(response):
            gzip.process_response(request, response)
        return response

    return with_fewer_bytes


def is_safe(request: HttpRequest) -> bool:
    """Whether the length of the answer tells nobody anything."""
    if request.method != "GET" or SECRETS.match(request.path_info):
        return False
    return not request.META.get("QUERY_STRING") or request.headers.get("Sec-Fetch-Site") == "same-origin"


def is_words(response: HttpResponse) -> bool:
    """Whether the answer is text, and at hand as a whole."""
    return not response.streaming and response.headers.get("Content-Type", "").startswith(WORDS)
