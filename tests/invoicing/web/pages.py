"""What the tests of several pages do: a file is sent, a command is run beside the pages."""

import re

from click.testing import CliRunner
from httpx2 import Response

from invoicing.cli.main import main
from invoicing.web.site import Site
from reads.cli.desk import Desk
from tests.invoicing.web.conftest import NOON, OWN, Browser


def sent_file(browser: Browser, address: str, name: str, content: bytes, page: str = "", **fields: str) -> Response:
    """The form with a file on the page, sent to its address."""
    shown = browser.client.get(page or address).text
    form = re.search(rf'action="{re.escape(address)}" enctype.*?</form>', shown, re.DOTALL)[0]
    hidden = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', form))
    return browser.client.post(address, data={**hidden, **fields}, files={"files": (name, content)}, headers=OWN)


def by_command(site: Site, *words: str) -> str:
    """The same books by the command line; what it says."""
    done = CliRunner().invoke(main, ["--books", str(site.books), *words], obj=Desk(clock=NOON), catch_exceptions=False)
    return done.output
