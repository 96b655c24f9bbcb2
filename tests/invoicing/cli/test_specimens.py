"""`apply` finds what can't be printed or delivered before a month is to be issued."""

from pathlib import Path

import pytest

from invoicing.documents import specimens
from invoicing.documents.filled_template import project_templates
from tests.conftest import Run
from tests.invoicing.cli.test_close import october  # noqa: F401 (a fixture)


def test_a_template_that_fails_is_named_and_nothing_is_loaded(october: Path, run: Run):  # noqa: F811
    (october / "templates").mkdir()
    (october / "templates" / "statement.html").write_text("{{ view.no_such_thing }}")
    for words in (["apply", "--dry-run"], ["apply"]):
        refused = run(*words)
        assert refused.status == 1
        assert "a statement can't be printed" in refused.stderr
        assert "statement.html" in refused.stderr


def test_specimens_are_printed_again_only_when_the_look_changed(
    october: Path,  # noqa: F811
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
):
    (october / "templates").mkdir()
    styles = (project_templates() / "statement.css").read_text()
    (october / "templates" / "statement.css").write_text(f"{styles}\nh1 {{ color: #234 }}\n")
    assert run("apply").status == 0
    monkeypatch.setattr(specimens, "_faults", lambda *_: pytest.fail("printed again"))
    assert run("apply").status == 0
    events = run("audit", "log", "--json").json
    assert [each["action"] for each in events].count("books.specimens") == 1


def test_a_name_that_no_font_draws_is_said_when_it_is_loaded(october: Path, run: Run):  # noqa: F811
    clients = october / "directory" / "clients.csv"
    clients.write_text(clients.read_text().replace("Lakeview Hospital", "湖景医院"))
    loaded = run("apply")
    assert loaded.status == 0
    assert "the name of lakeview can't be printed" in loaded.stderr


def test_a_delivery_that_is_missing_or_faulty_is_named(october: Path, run: Run):  # noqa: F811
    (october / "delivery").mkdir()
    (october / "delivery" / "portal.toml").write_text('kind = "pigeon"\n')
    refused = run("apply")
    assert refused.status == 1
    assert "delivery/portal.toml" in refused.stderr
    (october / "delivery" / "portal.toml").write_text('kind = "folder"\n')
    clients = october / "directory" / "clients.csv"
    header, *rows = clients.read_text().splitlines()
    clients.write_text(
        "\n".join([f"{header},delivery", *(f"{row},{'' if at else 'portl'}" for at, row in enumerate(rows))]) + "\n"
    )
    refused = run("apply")
    assert refused.status == 1
    assert "portl" in refused.stderr
    assert "directory/clients.csv" in refused.stderr
