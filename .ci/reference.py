"""Write the pages of the reference that say what may stand in the books, from what the readers accept.

python .ci/reference.py           writes .github/reference/*.md and contract.schema.json
python .ci/reference.py --check   says whether they are what the readers say
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from invoicing.cli.reference import pages  # noqa: E402

FOLDER = ROOT / ".github" / "reference"


def main():
    """The exit status: 1 where `--check` finds a page that is not what the readers say."""
    stale = [name for name, text in pages().items() if not _is(FOLDER / name, text)]
    if "--check" in sys.argv:
        if stale:
            print(f"not up to date: {', '.join(stale)}; run make reference", file=sys.stderr)
        return bool(stale)
    for name in stale:
        (FOLDER / name).write_text(pages()[name], encoding="utf-8", newline="")
        print(f"written: {name}")
    return 0


def _is(path, text):
    return path.is_file() and path.read_text(encoding="utf-8") == text


if __name__ == "__main__":
    sys.exit(main())
