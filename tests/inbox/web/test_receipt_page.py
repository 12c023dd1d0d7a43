"""What somebody can take along from a receipt, and what never goes along."""

from __future__ import annotations

import re
from urllib.parse import unquote

import html5lib
import msgspec
from flask.testing import FlaskClient

from loket_inbox.app import create_inbox
from loket_inbox.desk import Desk
from loket_site.pages import styles
from tests.support import checked, output, the_form, the_receipt, with_forms


def links(page: str) -> dict[str, dict[str, str]]:
    document = html5lib.parse(page, namespaceHTMLElements=False)
    return {"".join(a.itertext()).strip(): dict(a.attrib) for a in document.iter("a")}


def test_a_receipt_offers_its_number_for_keeping(client: FlaskClient) -> None:
    page = the_receipt(client).text
    found = links(page)
    share = found["Kirim nomor ke WhatsApp sendiri"]
    assert share["target"] == "_blank"
    assert share["rel"] == "noopener noreferrer"
    for words in (unquote(share["href"]), unquote(found["Simpan nomor"]["href"])):
        assert f"Nomor: {output(page, 'nomor')}" in words
        assert "/lacak/" in words


def test_ss_6_the_code_is_in_no_link_and_no_file_name(client: FlaskClient) -> None:
    page = the_receipt(client).text
    code = output(page, "kode")
    for attributes in links(page).values():
        told = unquote(" ".join(attributes.values()))
        assert code not in told
        assert re.sub(r"\D", "", code) not in re.sub(r"\D", "", told)
    assert links(page)["Simpan nomor"]["download"] == "tanda-terima.txt"


def test_the_print_button_waits_for_its_script(client: FlaskClient) -> None:
    answer = the_receipt(client)
    assert '<p hidden id="cetak"><button type="button"' in answer.text
    assert styles.digest(styles.script("print")) in answer.headers["Content-Security-Policy"]


def test_a_receipt_of_a_sensitive_form_offers_nothing_that_stays_on_the_phone(desk: Desk) -> None:
    spec = msgspec.structs.replace(the_form(desk), sensitive=True)
    page = the_receipt(checked(create_inbox(with_forms(desk, spec)))).text
    assert output(page, "kode")
    for offered in ("wa.me", "download=", 'id="cetak"', "data:text/plain"):
        assert offered not in page


def test_ss_4_a_printed_receipt_of_a_sensitive_form_has_the_neutral_name(desk: Desk) -> None:
    spec = msgspec.structs.replace(the_form(desk), sensitive=True)
    page = the_receipt(checked(create_inbox(with_forms(desk, spec)))).text
    head = page.partition('class="kertas-saja">')[2].partition("</p>")[0]
    assert desk.catalogue.office.short_name in head
    assert desk.catalogue.office.name not in head
