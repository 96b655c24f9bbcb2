"""Set up `.venv` beside this folder: the locked packages, the project itself, and what WeasyPrint needs of the system.

Runs on the standard library alone, and on an old Python far enough to say that it is too old.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
OLDEST = (3, 11)

APT = "apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
DNF = "dnf install -y pango harfbuzz"
BREW = "brew install pango"
TOOLS = {
    "chromium": ("chromium", "chromium-browser", "google-chrome", "chromium-headless-shell"),
    "hledger": ("hledger",),
    "libreoffice-calc-nogui": ("soffice",),
    "openssl": ("openssl",),
    "nginx-light": ("nginx", "/usr/sbin/nginx"),
    "strace": ("strace",),
}
"""Debian packages that tests use, each with the programs that tell that it is there."""

PROBE = """
import sys
import weasyprint.text.ffi as ffi
sys.exit(0 if ffi.harfbuzz_subset else "libharfbuzz-subset is missing")
"""


def require_python():
    """Stop, saying what to do, where Python is too old or can't make virtual environments."""
    if sys.version_info < OLDEST:
        sys.exit(
            "wetread needs Python {}.{} or newer; this is {} ({}).\n"
            "Install a newer one and name it: make setup PYTHON=python3.12".format(
                *OLDEST, sys.version.split()[0], sys.executable
            )
        )
    if subprocess.run([sys.executable, "-c", "import venv, ensurepip"], stderr=subprocess.DEVNULL).returncode:
        sys.exit(
            "This Python can't make virtual environments: its venv module is missing.\n"
            "On Debian and Ubuntu: sudo apt-get install -y python3-venv"
        )


def venv_python():
    """The path of a working Python in `.venv`, which is made where it is missing or broken."""
    python = VENV / "bin" / "python"
    works = python.exists() and subprocess.run([str(python), "-m", "pip", "--version"], stdout=subprocess.DEVNULL)
    if not works or works.returncode:
        print("making .venv with Python " + sys.version.split()[0])
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], check=True)
    return python


def install_packages(python):
    """Install exactly what requirements.lock names, each file checked against its hash, then the project."""
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    print("installing what requirements.lock names (a minute on a first run)")
    subprocess.run([*pip, "--require-hashes", "-r", str(ROOT / "requirements.lock")], check=True)
    subprocess.run([*pip, "--no-deps", "--no-build-isolation", "--editable", str(ROOT)], check=True)


def weasyprint_works(python):
    """Whether WeasyPrint finds Pango and HarfBuzz's subsetter, seen from a process of its own."""
    return (
        subprocess.run([str(python), "-c", PROBE], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0
    )


def as_root(command):
    """The command as this user can run it, or None where the rights are missing."""
    if os.geteuid() == 0:
        return command.split()
    if shutil.which("sudo"):
        return ["sudo", *command.split()]
    return None


def install_pango():
    """Try to install Pango with the system's package manager; the command to type where that isn't possible."""
    environment = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    if shutil.which("apt-get"):
        shown, commands = "sudo " + APT, [as_root("apt-get update"), as_root(APT)]
    elif shutil.which("dnf"):
        shown, commands = "sudo " + DNF, [as_root(DNF)]
    elif shutil.which("brew"):
        shown, commands = BREW, [BREW.split()]
    else:
        shown, commands = "install Pango and HarfBuzz with your system's package manager", []
    for command in commands:
        if command:
            print("WeasyPrint needs Pango: " + " ".join(command), flush=True)
            subprocess.run(command, env=environment, stdout=subprocess.DEVNULL)
    return shown


def install_tools():
    """What tests use beside Python packages: a browser, a second accountant, a proxy, a witness of what reaches the disk. In CI a test that lacks one fails."""
    wanted = [package for package, programs in TOOLS.items() if not any(map(shutil.which, programs))]
    if not wanted:
        return
    install = "apt-get install -y --no-install-recommends " + " ".join(wanted)
    commands = [as_root("apt-get update"), as_root(install)] if shutil.which("apt-get") else []
    if not commands or None in commands or not (os.environ.get("CI") or os.geteuid() == 0):
        print("tests that need " + ", ".join(wanted) + " are skipped here; on Debian and Ubuntu: sudo " + install)
        return
    environment = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    for command in commands:
        print("tests use " + ", ".join(wanted) + ": " + " ".join(command), flush=True)
        subprocess.run(command, env=environment, stdout=subprocess.DEVNULL)


def main():
    """Bring `.venv` in step with the lock file; every step may be repeated."""
    require_python()
    python = venv_python()
    install_packages(python)
    if not weasyprint_works(python):
        shown = install_pango()
        if not weasyprint_works(python):
            sys.exit(
                "WeasyPrint still doesn't find Pango and HarfBuzz, which it needs for PDF files. Type\n\n    "
                + shown
                + "\n\nand run `make setup` again. https://doc.courtbouillon.org/weasyprint/stable/first_steps.html"
            )
    (VENV / "set-up").touch()
    print("ready: .venv/bin/wetread --help")


if __name__ == "__main__":
    try:
        install_tools() if "--tools" in sys.argv else main()
    except subprocess.CalledProcessError as failed:
        sys.exit("set-up stopped: `{}` failed, for the reason above".format(" ".join(failed.cmd)))
