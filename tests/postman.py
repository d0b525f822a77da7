"""A mail server of the tests: real SMTP on a local port, which takes, refuses, hangs or goes away as it is told."""

import socket
import threading
from collections.abc import Callable
from email import message_from_bytes
from email.message import Message
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller


def free_port() -> int:
    """A port on which nothing listens."""
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


class Postman:
    """The server. `answers` says what it answers to a letter for an address; what it took stands in `letters`."""

    def __init__(self, port: int = 0) -> None:
        self.port = port or free_port()
        self.letters: list[Message] = []
        self.answers: Callable[[str, int], str] = lambda _address, _count: "250 OK"
        self.at_address: dict[str, str] = {}
        """What it answers when an address is named, before any letter."""
        self.asked = 0
        self._running: Controller | None = None

    def start(self) -> "Postman":
        """It answers."""
        self._running = Controller(self, hostname="127.0.0.1", port=self.port)
        self._running.start()
        return self

    def stop(self) -> None:
        """Nobody answers on the port any more."""
        if self._running is not None:
            self._running.stop()
            self._running = None

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        """The answer to an address."""
        refusal = self.at_address.get(address, "")
        if refusal:
            return refusal
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        """The answer to a letter; it is kept where the answer is yes."""
        self.asked += 1
        answer = self.answers(envelope.rcpt_tos[0], self.asked)
        if answer.startswith("250"):
            self.letters.append(message_from_bytes(envelope.content, policy=default))
        return answer

    def to(self, address: str) -> list[Message]:
        """What it took for the address."""
        return [each for each in self.letters if each["To"] == address]


def body(letter: Message) -> str:
    """The words of a letter."""
    return str(letter.get_content())  # type: ignore[attr-defined]


class Raw:
    """A server that takes a whole letter and then breaks the line without an answer."""

    def __init__(self) -> None:
        self.taken: list[bytes] = []
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._socket.getsockname()[1])
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                line, _address = self._socket.accept()
            except OSError:
                return
            with line, line.makefile("rwb") as talk:
                self._talk(talk)

    def _talk(self, talk: Any) -> None:
        def say(words: bytes) -> None:
            talk.write(words + b"\r\n")
            talk.flush()

        say(b"220 here")
        for command in talk:
            if command.upper().startswith(b"DATA"):
                say(b"354 go on")
                self.taken.append(b"".join(iter(talk.readline, b".\r\n")))
                return
            say(b"250 OK")

    def stop(self) -> None:
        """Nobody answers on the port any more."""
        self._socket.close()
