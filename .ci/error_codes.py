"""Write the catalogue of error codes: every code that the product can say, with its sentences, from its source,
and a transcript from its tests.

    python .ci/error_codes.py           writes reads/core/error_codes.json and .github/reference/errors.md
    python .ci/error_codes.py --check   says whether they are what the source says

A code is that of an exception class (`code = "bad_month"`), or the first word of a finding, fault, reason, problem or warning.
"""

import ast
import json
import math
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "reads" / "core" / "error_codes.json"
PAGE = ROOT / ".github" / "reference" / "errors.md"
TRANSCRIPTS = ROOT / "tests" / "errors"
CODE = re.compile(r"[a-z0-9]+(_[a-z0-9]+)*")
SAYERS = (
    dict.fromkeys(("Finding", "Reason", "Problem", "Wrong", "WrongField", "Check"), 1)
    | dict.fromkeys(
        (
            "finding",
            "fault",
            "form_kind",
            "reason",
            "problem",
            "warning",
            "refused",
            "wrong",
            "_fault",
            "_note",
            "_warn",
        ),
        1,
    )
    | dict.fromkeys(("Damage", "Fault", "RowFault", "found", "_name"), 2)
)
"""What names a code first, and how many places after it the sentence stands; between them is where it was found."""
SENTENCE_ALONE = {"Damage", "found", "_name", "_fault", "_note", "_warn"}
"""Those after whose sentence no remedy stands."""
STATUS = {
    0: "a warning",
    1: "done, but something needs a person",
    2: "wrong use",
    3: "refused or failed, nothing changed",
}


def words(node, known=None):
    """A sentence as the source has it: what is filled in stands in ‹ ›; None for what is no sentence.

    `known` has the sentences that names stand for in the function around.
    """
    if isinstance(node, ast.Name):
        return (known or {}).get(node.id)
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else None
    if isinstance(node, ast.JoinedStr):
        return "".join(
            part.value if isinstance(part, ast.Constant) else _filled(part.value, known) for part in node.values
        )
    if isinstance(node, ast.IfExp):
        return words(node.body, known) or words(node.orelse, known)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return (words(node.left, known) or "…") + (words(node.right, known) or "…")
    return None


def _filled(node, known):
    """What stands in a place that is filled in: a constant's text, the name of the value, or … for anything longer."""
    if isinstance(node, ast.Name) and node.id.isupper() and node.id in (known or {}):
        return known[node.id]
    if isinstance(node, ast.Attribute):
        return f"‹{node.attr.strip('_').replace('_', ' ')}›"
    if isinstance(node, ast.Name):
        return f"‹{node.id.strip('_').replace('_', ' ').lower()}›"
    return "…"


def called(node):
    """The last name of what is called."""
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def assigned(nodes, before=math.inf):
    """The sentences that names stand for among these nodes, at a line: each the last that was written before it."""
    found = {}
    simple = [each for each in nodes if isinstance(each, ast.Assign) and each.lineno < before]
    for each in sorted(simple, key=lambda each: each.lineno):
        several = isinstance(each.targets[0], ast.Tuple) and isinstance(each.value, ast.Tuple)
        pairs = zip(each.targets[0].elts, each.value.elts, strict=False) if several else [(each.targets[0], each.value)]
        found |= {name.id: words(value) for name, value in pairs if isinstance(name, ast.Name) and words(value)}
    return found


class Catalogue:
    """All codes: the first sentence of the class, where it is, the exit status, and what it says."""

    def __init__(self, paths):
        self.codes = {}
        self.classes = {}
        self.constants = {}
        trees = {path: ast.parse(path.read_text(encoding="utf-8")) for path in paths}
        for tree in trees.values():
            self.constants.update(assigned(tree.body))
        calls = [each for tree in trees.values() for each in ast.walk(tree) if isinstance(each, ast.Call)]
        self.checks = {words(each.args[0]) for each in calls if called(each) == "Check" and each.args}
        for path, tree in trees.items():
            self._read(tree, str(path.relative_to(ROOT).parent))

    def _read(self, tree, room):
        """Everything that one file can say."""
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                self._class(node, room)
        functions = [each for each in tree.body if isinstance(each, ast.FunctionDef)]
        self.callers = {
            called(call): each.name
            for each in functions
            for call in ast.walk(each)
            if isinstance(call, ast.Call) and called(call) != each.name
        }
        self._look(tree, room, None)

    def _look(self, node, room, function):
        """What is said below a node, in which function."""
        for child in ast.iter_child_nodes(node):
            said = child
            if (
                isinstance(child, ast.Call) and called(child) == "run_in_threadpool"
            ):  # what it calls is its first argument
                said = ast.copy_location(ast.Call(child.args[0], child.args[1:], []), child)
            if isinstance(said, ast.Call) and called(said) in SAYERS and len(said.args) > 1:
                self._said(said, room, function)
            self._look(child, room, child if isinstance(child, ast.FunctionDef) else function)

    def _known(self, function, line):
        """The sentences that names stand for at a line of a function."""
        return {**self.constants, **(assigned(ast.walk(function), line) if function else {})}

    def _class(self, node, room):
        code, status = None, None
        for line in node.body:
            target = line.targets[0] if isinstance(line, ast.Assign) else getattr(line, "target", None)
            value = getattr(line, "value", None)
            if isinstance(target, ast.Name) and isinstance(value, ast.Constant):
                code = value.value if target.id == "code" else code
                status = value.value if target.id == "exit_status" else status
        bases = [base.attr if isinstance(base, ast.Attribute) else getattr(base, "id", "") for base in node.bases]
        self.classes[node.name] = (bases, status)
        if not isinstance(code, str) or not CODE.fullmatch(code):
            return
        entry = self._entry(code, room)
        entry["class"] = node.name
        entry["meaning"] = (ast.get_docstring(node) or "").split("\n\n")[0].replace("\n", " ")
        for call in (each for each in ast.walk(node) if isinstance(each, ast.Call) and called(each) == "__init__"):
            self._sentence(entry, call.args, self._known(node, call.lineno))

    def _said(self, node, room, function):
        """A finding names its code first; a problem of a check is found under the function that is the check."""
        known, arguments, told = self._known(function, node.lineno), node.args, SAYERS[called(node)]
        if called(node) == "fault" and not words(arguments[1], known):  # of a place, with a code not said here
            return
        if called(node) == "fault" and CODE.fullmatch(words(arguments[1], known) or ""):  # the place stands before it
            arguments = arguments[1:]
        if called(node) == "refused":  # the request and the status stand before it
            arguments = arguments[2:]
        code = arguments[0]
        named = isinstance(code, ast.Constant) and isinstance(code.value, str) and CODE.fullmatch(code.value)
        if named:
            entry = self._entry(code.value, room)
            if called(node) == "Check":
                entry["meaning"] = words(arguments[1]) or ""
            else:
                remedy = 0 if called(node) in SENTENCE_ALONE else 1
                self._sentence(entry, arguments[told : told + 1 + remedy], known)
        elif not named and (
            called(node) == "Problem" or (called(node) == "Reason" and getattr(code, "id", "") == "code")
        ):
            said = arguments if called(node) == "Problem" else arguments[1:]
            self._sentence(self._entry(self._check_of(function.name), room), said, known)

    def _check_of(self, name):
        """The check that a function is, or a part of: the one that calls it."""
        while name.strip("_") not in self.checks and name in self.callers:
            name = self.callers[name]
        return name.strip("_")

    def _entry(self, code, room):
        entry = self.codes.setdefault(code, {"class": "", "meaning": "", "rooms": [], "says": []})
        if room not in entry["rooms"]:
            entry["rooms"].append(room)
        return entry

    @staticmethod
    def _sentence(entry, arguments, known):
        said = [words(each, known) for each in arguments[:2]]
        if said and said[0] and said not in entry["says"]:
            entry["says"].append([said[0], ([*said, None])[1] or ""])

    def status_of(self, name):
        """The exit status of an exception class, from its nearest ancestor that has one; None for no exception of ours."""
        waiting = [name]
        while waiting:
            bases, status = self.classes.get(waiting.pop(0), ([], None))
            if status is not None:
                return status
            waiting += bases
        return None

    def document(self):
        """By code, in order; the same for the same source."""
        found = {}
        for code, entry in sorted(self.codes.items()):
            says = [{"message": message, "remedy": remedy} for message, remedy in sorted(entry["says"])]
            status = self.status_of(entry["class"]) if entry["class"] else None
            found[code] = {
                "meaning": entry["meaning"],
                "status": status,
                "rooms": sorted(entry["rooms"]),
                "says": says,
                "transcript": transcript(code),
            }
        return found


def catalogue():
    """The catalogue of the product as it stands."""
    paths = [path for package in ("reads", "invoicing") for path in sorted((ROOT / package).rglob("*.py"))]
    return Catalogue([path for path in paths if "versions" not in path.parts]).document()


def transcript(code):
    """What a user sees, from the tests' own transcript of the code; empty where there is none."""
    found = [path.read_text(encoding="utf-8").rstrip() for path in TRANSCRIPTS.rglob(f"{code}.txt")]
    return found[0] if found else ""


def page(codes):
    """The catalogue as a page."""
    lines = [
        "# Error codes",
        "",
        "Made from the source by `make reference`; `wetread errors CODE` prints one. What is filled in stands in ‹ ›.",
        "",
        "Below a code stands what is typed and what comes out. Lines that don't begin with `wetread` prepare the books:",
        "what each does stands at the top of [tests/errors/transcripts.py](../../tests/errors/transcripts.py).",
        "",
    ]
    for code, entry in codes.items():
        lines += [f"## `{code}`", ""]
        if entry["meaning"]:
            lines += [entry["meaning"], ""]
        if entry["status"] is not None:
            lines += [f"Exit status {entry['status']}: {STATUS[entry['status']]}.", ""]
        for said in entry["says"]:
            remedy = f" → {said['remedy']}" if said["remedy"] else ""
            lines.append(f"- {said['message']}{remedy}")
        lines += [""] if entry["says"] else []
        if entry["transcript"]:
            lines += ["```", entry["transcript"], "```", ""]
    return "\n".join(lines).rstrip() + "\n"


def main():
    """Write both, or compare both with what is there."""
    codes = catalogue()
    made = {DATA: json.dumps(codes, indent=1, ensure_ascii=False) + "\n", PAGE: page(codes)}
    stale = [path for path, text in made.items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    if "--check" in sys.argv:
        sys.exit(
            "`make reference` writes anew: " + ", ".join(str(each.relative_to(ROOT)) for each in stale) if stale else 0
        )
    for path in stale:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(made[path], encoding="utf-8")


if __name__ == "__main__":
    main()
