"""The example configuration with a real nginx in front of a real `wetread serve --behind-proxy`: who is named, and who is not."""

import base64
import hashlib
import os
import shutil
import signal
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

import httpx2
import pytest

EXAMPLE = Path(".github/nginx-wetread.conf")
UNIT = Path(".github/wetread.service")
HOST = "books.example.org"
ANA = httpx2.BasicAuth("ana", "over the lake")
WHOLE = """{user}daemon off;
pid {folder}/nginx.pid;
error_log {folder}/nginx.log;
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/site.conf;
}}
"""
SECRET = "the secret of WETREAD_PROXY_SECRET"


@contextmanager
def running(words: Sequence[str], folder: Path, at: Path | int, **more: str) -> Iterator[subprocess.Popen[bytes]]:
    """The program until the block ends; it listens at the socket or port when the block begins, and ends with 0."""
    process = subprocess.Popen(words, cwd=folder, env={**os.environ, **more})
    try:
        for _ in range(300):
            assert process.poll() is None
            if listens(at):
                break
            time.sleep(0.1)
        else:
            pytest.fail(f"{words[0]} doesn't listen at {at}")
        yield process
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0
    finally:
        process.kill()
        process.wait()


def listens(at: Path | int) -> bool:
    with socket.socket(socket.AF_UNIX if isinstance(at, Path) else socket.AF_INET) as asking:
        return asking.connect_ex(str(at) if isinstance(at, Path) else ("127.0.0.1", at)) == 0


def free_port() -> int:
    with socket.socket() as asking:
        asking.bind(("127.0.0.1", 0))
        return int(asking.getsockname()[1])


def filled_in(folder: Path, port: int, changes: Mapping[str, str]) -> list[str]:
    """How nginx is started with the example, whose names, paths and ports are those of this test."""
    certificate = ["-subj", f"/CN={HOST}", "-keyout", "wetread.key", "-out", "wetread.crt"]
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", *certificate]
    subprocess.run(made, cwd=folder, check=True, capture_output=True)
    digest = base64.b64encode(hashlib.sha1(b"over the lake", usedforsecurity=False).digest()).decode()
    (folder / "wetread.users").write_text(f"ana:{{SHA}}{digest}\n")
    text = EXAMPLE.read_text()
    for old, new in {"/etc/nginx": str(folder), "listen 443": f"listen 127.0.0.1:{port}", **changes}.items():
        assert old in text
        text = text.replace(old, new)
    (folder / "site.conf").write_text(text)
    user = "user root;\n" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(WHOLE.format(user=user, folder=folder))
    return ["nginx", "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", str(folder / "nginx.log")]


@pytest.fixture(params=["socket", "tcp"])
def asked(request: pytest.FixtureRequest, demonstration: Path, tmp_path: Path) -> Iterator[httpx2.Client]:
    """A client of nginx, in front of the pages at a socket, or at a port with the secret."""
    found = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    if found is None:
        pytest.skip("no nginx here: apt-get install nginx-light")
    books, port, inner, path = tmp_path / "books", free_port(), free_port(), tmp_path / "s"
    shutil.copytree(demonstration, books)
    serve = [sys.executable, "-c", "from invoicing.cli.main import main; main()", "serve", "--behind-proxy"]
    serve += ["--allow-host", HOST, "--viewers", "lee"]
    at: Path | int = path
    if request.param == "socket":
        serve += ["--socket", str(path)]
        changes = {"unix:/run/wetread/wetread.sock": f"unix:{path}"}
    else:
        serve += ["--port", str(inner)]
        at = inner
        of_socket = "server unix:/run/wetread/wetread.sock;"
        changes = {of_socket: "", "# Over TCP: ": "", "127.0.0.1:8484": f"127.0.0.1:{inner}"}
    with ExitStack() as stack:
        more = {"WETREAD_PROXY_SECRET": SECRET, "PYTHONPATH": str(Path.cwd())}
        stack.enter_context(running(serve, books, at, **more))
        if isinstance(at, Path):
            assert stat.S_IMODE(path.stat().st_mode) == 0o600
        nginx = [found, *filled_in(tmp_path, port, changes)[1:]]
        stack.enter_context(running(nginx, tmp_path, port))
        yield stack.enter_context(
            httpx2.Client(base_url=f"https://127.0.0.1:{port}", headers={"host": HOST}, verify=False, trust_env=False)
        )


def test_nginx_signs_people_in_and_names_them_to_the_pages(asked: httpx2.Client):
    assert asked.get("/papers").status_code == 401
    page = asked.get("/papers", auth=ANA)
    assert (page.status_code, "ana" in page.text, "WR-2026" in page.text) == (200, True, True)

    forged = asked.get("/papers", auth=ANA, headers={"x-remote-user": "lee"})
    assert (forged.status_code, "lee" in forged.text) == (200, False)

    foreign = asked.post("/close/2026-11/issue", auth=ANA, headers={"sec-fetch-site": "cross-site"})
    assert (foreign.status_code, "foreign_request" in foreign.text) == (403, True)
    other = asked.get("/papers", auth=ANA, headers={"host": "elsewhere.example"})
    assert other.status_code == 400


@pytest.mark.parametrize("words", [["--port", "18484"], []])
def test_a_proxy_over_tcp_without_a_secret_is_refused(demonstration: Path, words: list[str]):
    serve = [sys.executable, "-c", "from invoicing.cli.main import main; main()", "serve", "--behind-proxy", *words]
    env = {**os.environ, "PYTHONPATH": str(Path.cwd()), "WETREAD_PROXY_SECRET": ""}
    done = subprocess.run(serve, cwd=demonstration, env=env, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode != 0
    assert "WETREAD_PROXY_SECRET" in done.stderr


def test_a_socket_for_a_group_that_isnt_there_is_refused(demonstration: Path, tmp_path: Path):
    serve = [sys.executable, "-c", "from invoicing.cli.main import main; main()", "serve", "--behind-proxy"]
    serve += ["--socket", str(tmp_path / "s"), "--socket-group", "nobody-of-that-name"]
    env = {**os.environ, "PYTHONPATH": str(Path.cwd())}
    done = subprocess.run(serve, cwd=demonstration, env=env, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode != 0, "nobody-of-that-name" in done.stderr) == (True, True)
    assert not (tmp_path / "s").exists()


def test_the_unit_starts_what_the_configuration_asks():
    unit, example = UNIT.read_text(), EXAMPLE.read_text()
    path = unit.partition("--socket ")[2].split()[0]
    host = unit.partition("--allow-host ")[2].split()[0]
    assert f"server unix:{path};" in example
    assert f"server_name {host};" in example
