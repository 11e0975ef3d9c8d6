"""An HTTP server that keeps every request, answers by a function, and hands on to another server what that leaves."""

from __future__ import annotations

import http.client
import json
import threading
from collections.abc import Callable
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class Request:
    method: str
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def action(self) -> str:
        """What EMR is asked for."""
        return self.headers.get("X-Amz-Target", "").removeprefix("ElasticMapReduce.")


@dataclass(frozen=True)
class Answer:
    status: int
    body: bytes
    content_type: str = "application/json"

    @staticmethod
    def of(document: Any, status: int = 200) -> Answer:
        return Answer(status, json.dumps(document).encode())


class RecordingServer:
    """Serves until it is closed. `answer` is asked first; None means that the server behind is."""

    def __init__(self, answer: Callable[[Request], Answer | None] = lambda request: None, behind: int | None = None):
        self.requests: list[Request] = []
        self.answer = answer
        self.behind = behind
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def of(self, method: str, part: str) -> list[Request]:
        return [each for each in self.requests if each.method == method and part in each.path]

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def _answered(self, request: Request) -> Answer:
        self.requests.append(request)
        answer = self.answer(request)
        if answer is None and self.behind is not None:
            answer = self.handed_on(request)
        return answer or Answer.of({"message": f"nothing answers {request.method} {request.path}"}, 404)

    def handed_on(self, request: Request) -> Answer:
        """What the server behind answers."""
        connection = http.client.HTTPConnection("127.0.0.1", self.behind, timeout=30)
        connection.request(request.method, request.path, request.body, request.headers)
        response = connection.getresponse()
        return Answer(response.status, response.read(), response.getheader("Content-Type") or "application/json")

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def serve(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                answer = outer._answered(Request(self.command, self.path, dict(self.headers), body))
                self.send_response(answer.status)
                self.send_header("Content-Type", answer.content_type)
                self.send_header("Content-Length", str(len(answer.body)))
                self.end_headers()
                self.wfile.write(answer.body)

            do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = serve  # noqa: N815

            def log_message(self, format: str, *arguments: Any) -> None:
                """What was asked is in `requests`."""

        return Handler
