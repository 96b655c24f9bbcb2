"""What is laid out may load the project's and the books' own files, and nothing else from anywhere."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from invoicing.documents.errors import FaultyTemplate, RefusedResource
from invoicing.documents.print_files import render
from tests.invoicing.documents.papers import ISSUER, line, paper
from tests.invoicing.documents.test_own_templates import write

PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:x="http://www.w3.org/1999/xlink" width="9" height="9">{0}</svg>'
)


class Trap:
    """A server on this machine that notes who calls."""

    def __init__(self) -> None:
        self.calls: list[str] = []
        calls = self.calls

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                calls.append(self.path)
                self.send_response(200)
                self.end_headers()

            def log_message(self, *args: object) -> None:
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/trap.png"


@pytest.fixture
def trap() -> Iterator[Trap]:
    made = Trap()
    thread = threading.Thread(target=made.server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield made
    made.server.shutdown()
    thread.join()
    made.server.server_close()


def page(body: str) -> str:
    return f'<html lang="en"><head><title>x</title></head><body>{body}</body></html>'


HOSTILE = {
    "picture": '<img src="{0}" alt="x">',
    "object": '<object data="{0}"></object>',
    "embed": '<embed src="{0}">',
    "style": "<style>body {{ background: url({0}) }}</style>",
    "import": "<style>@import url({0});</style>",
    "font": "<style>@font-face {{ font-family: x; src: url({0}) }} p {{ font-family: x }}</style><p>x</p>",
    "link": '<link rel="stylesheet" href="{0}">',
    "attachment": '<link rel="attachment" href="{0}">',
    "content": "<style>p::before {{ content: url({0}) }}</style><p>x</p>",
    "marker": "<style>li {{ list-style-image: url({0}) }}</style><ul><li>x</li></ul>",
    "base": '<base href="{0}"><img src="trap.png" alt="x">',
}


@pytest.mark.parametrize("way", HOSTILE)
@pytest.mark.parametrize("target", ["http", "file", "symlink", "parent"])
def test_a_template_loads_nothing_from_elsewhere(tmp_path: Path, books: Path, trap: Trap, way: str, target: str):
    secret = tmp_path / "secret.png"
    secret.write_bytes(b"secret")
    write(books, "")
    (books / "templates" / "link.png").symlink_to(secret)
    url = {
        "http": trap.url,
        "file": secret.as_uri(),
        "symlink": "link.png",
        "parent": "../../secret.png",
    }[target]
    write(books, page(HOSTILE[way].format(url)))
    with pytest.raises(RefusedResource):
        render(paper(line("CT 1 × 38.00")), tmp_path / "paper.pdf", books=books)
    assert trap.calls == []
    assert not (tmp_path / "paper.pdf").exists()


@pytest.mark.parametrize(
    "inside",
    ['<image x:href="{0}" width="9" height="9"/>', "<style>@import url({0});</style>"],
)
def test_a_logo_loads_nothing_from_elsewhere(tmp_path: Path, books: Path, trap: Trap, inside: str):
    for url in (trap.url, (tmp_path / "secret.svg").as_uri()):
        (books / "logo.svg").write_text(PICTURE.format(inside.format(url)))
        with pytest.raises((RefusedResource, FaultyTemplate)):
            render(paper(reads=1, issuer=replace(ISSUER, logo="logo.svg")), tmp_path / "paper.pdf", books=books)
    assert trap.calls == []


def test_a_broken_logo_is_no_missing_logo(tmp_path: Path, books: Path):
    """WeasyPrint would leave it out and only log that."""
    (books / "logo.png").write_bytes(b"no picture")
    with pytest.raises(FaultyTemplate, match="Failed to load image"):
        render(paper(reads=1, issuer=replace(ISSUER, logo="logo.png")), tmp_path / "paper.pdf", books=books)


def test_the_stylesheet_of_the_books_loads_nothing_from_elsewhere(tmp_path: Path, books: Path, trap: Trap):
    write(books, f"@import url({trap.url}); body {{ background: url({trap.url}) }}", "paper.css")
    with pytest.raises(RefusedResource):
        render(paper(reads=1), tmp_path / "paper.pdf", books=books)
    assert trap.calls == []


def test_a_picture_beside_the_template_is_loaded(tmp_path: Path, books: Path):
    write(books, PICTURE.format('<rect width="9" height="9"/>'), "seal.svg")
    write(books, '<p><img src="seal.svg" alt="seal"></p>', "_schedule.html")
    with pytest.raises(FaultyTemplate, match="1 frame for rows must be there"):
        render(paper(reads=1), tmp_path / "paper.pdf", books=books)
    assert render(paper(reads=1, separate_schedule=True), tmp_path / "paper.pdf", books=books).path.exists()
