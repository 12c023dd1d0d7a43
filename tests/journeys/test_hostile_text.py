"""W-11: whatever people type is data, wherever officers and senders see it, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import EmailMessage

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from loket_inbox.app import open_desk
from loket_inbox.desk import Desk
from loket_inbox.domain.officers import Role
from loket_inbox.domain.terms import Result
from loket_inbox.handling.case import answering, casework
from loket_inbox.handling.doors import Visit
from loket_inbox.handling.records import BookEntry
from loket_inbox.handling.sender.submission import Receipt
from loket_inbox.handling.sender.tracking import write_back
from loket_inbox.mail_in.receiving import receive
from loket_inbox.settings import read_settings
from tests.inbox.office import does, the_officer
from tests.journeys.hostile_text import CORPUS
from tests.journeys.journeys_support import House, a_phone, sign_in
from tests.support import A_COMPLAINT, CONTENT, a_received_case

LISTEN = """
document.addEventListener("securitypolicyviolation",
  event => console.error("policy: " + event.violatedDirective + " " + event.blockedURI));
"""


@dataclass
class Watch:
    """What a page did that no page of ours does."""

    page: Page
    problems: list[str] = field(default_factory=list)

    def begin(self) -> None:
        self.page.add_init_script(LISTEN)
        self.page.on("console", lambda said: self._note(f"console: {said.text}"))
        self.page.on("dialog", lambda dialog: dialog.dismiss())
        self.page.on("pageerror", lambda error: self._note(f"error: {error}"))
        self.page.on("request", self._asked)

    def visit(self, address: str) -> str:
        """Open a page, touch what can be touched, and see whether anything ran."""
        self.page.goto(address)
        self.page.evaluate("document.querySelectorAll('details').forEach(e => { e.open = true })")
        self.page.mouse.move(180, 400)
        self.check(address)
        return self.page.content()

    def check(self, name: str) -> None:
        if self.page.evaluate("window.terjadi") is not None:
            self._note(f"ran on {name}")
        if not self.page.url.startswith("http://127.0.0.1:"):
            self._note(f"{name} led to {self.page.url}")

    def _asked(self, request: Request) -> None:
        if not request.url.startswith(("http://127.0.0.1:", "data:", "blob:")):
            self._note(f"asked {request.url}")

    def _note(self, problem: str) -> None:
        self.problems.append(f"{self.page.url}: {problem}")


@pytest.fixture(scope="module")
def desk(house: House) -> Iterator[Desk]:
    """The very desk of the running house, from this process."""
    found = open_desk(
        read_settings(
            {
                "LOKET_DATA": str(house.data),
                "LOKET_CONTENT": str(CONTENT),
                "LOKET_SITE_URL": house.site,
                "LOKET_INBOX_URL": house.inbox,
                "LOKET_ANSWER_DELAY": "0",
            }
        )
    )
    yield found
    found.store.engine.dispose()


def a_hostile_life(desk: Desk, text: str, number: int) -> Receipt:
    """A case in which everybody writes nothing but this text, wherever text can be written."""
    typed = dict.fromkeys(("nama", "alamat", "alamat-desa", "tempat", "kronologi", "harapan"), text)
    typed |= {"tempat": text[:100], "nama": text[:100], "kronologi": f"{text} (cerita rekaan)"}
    typed = {**A_COMPLAINT, **typed}
    receipt = a_received_case(desk, {**typed, "identitas": "terbuka"})

    def press(name: str) -> Visit:
        with desk.store.reading() as work:
            found = work.cases.by_number(receipt.number)
        assert found
        return Visit(the_officer(desk, name), receipt.number, found.case.version, str(found.case))

    entry = BookEntry(summary=text, service="1", remarks=text)
    does(casework.register, desk, press("petugas"), entry, "", is_complete=True)
    does(casework.note, desk, press("petugas"), text)
    does(casework.ask_sender, desk, press("petugas"), text)
    write_back(desk, receipt.code, text, None)
    team = (the_officer(desk, f"jahat-{number}").id,)
    does(casework.dispose, desk, press("kepala"), team, text, None, is_team=True)
    does(casework.write_findings, desk, press(f"jahat-{number}"), text)
    does(casework.send_back, desk, press("kepala"), text)
    does(answering.answer, desk, press("petugas"), text)
    does(casework.close, desk, press("petugas"), Result.ANSWERED, text)
    does(casework.reopen, desk, press("petugas"), text)
    receive(desk, a_hostile_mail(text, number))
    return receipt


def a_hostile_mail(text: str, number: int) -> bytes:
    mail = EmailMessage()
    one_line = " ".join(text.split())
    mail["From"] = f"jahat-{number}@asing.example"
    mail["To"] = "loket@contoh.example"
    mail["Subject"] = one_line
    mail["Message-ID"] = f"<jahat-{number}@asing.example>"
    mail.set_content(text)
    mail.add_attachment(b"isi", maintype="application", subtype="pdf", filename=f"{one_line}.pdf")
    return mail.as_bytes()


@pytest.fixture(scope="module")
def receipts(desk: Desk) -> list[Receipt]:
    with desk.store.writing() as work:
        for number, text in enumerate(CORPUS):
            email = f"jahat-{number}@contoh.example"
            work.people.add(email, text[:200], Role.TEAM_MEMBER, "", work.now)
    return [a_hostile_life(desk, text, number) for number, text in enumerate(CORPUS)]


def test_the_corpus_runs_where_nobody_guards_the_page(chromium: Browser) -> None:
    """The positive control of what follows."""
    with a_phone(chromium, script=True) as context:
        for text in CORPUS[:7]:
            page = context.new_page()
            page.set_content(f"<textarea></textarea>{text}")
            page.wait_for_function("window.terjadi")


def test_w11_nothing_that_anybody_typed_runs_on_an_officer_s_page(
    house: House, chromium: Browser, receipts: list[Receipt]
) -> None:
    with a_phone(chromium, script=True) as context:
        watch = Watch(context.new_page())
        watch.begin()
        sign_in(watch.page, house, "kepala")
        pages = [watch.visit(f"{house.inbox}/petugas/kasus/{each.number}") for each in receipts]
        for text, page in zip(CORPUS, pages, strict=True):
            shown = page.count(text) or watch.page.evaluate(
                "([page, text]) => new DOMParser().parseFromString(page, 'text/html')"
                ".body.textContent.split(text).length - 1",
                [page, text],
            )
            assert shown or "\u202e" in text, text
        for place in ("", "tertahan/", "buku/", "pembaca/", "akun/", "catat/pengaduan"):
            watch.visit(f"{house.inbox}/petugas/{place}")
        watch.page.goto(f"{house.inbox}/petugas/tertahan/")
        mails = [
            each.get_attribute("href")
            for each in watch.page.locator("main section a[href*='/petugas/tertahan/']").all()
        ]
        assert len(mails) == len(CORPUS)
        for mail in mails:
            watch.visit(f"{house.inbox}{mail}")
        assert watch.problems == []


def test_w11_nothing_runs_while_a_case_is_typed_in(house: House, chromium: Browser) -> None:
    with a_phone(chromium, script=True) as context:
        watch = Watch(context.new_page())
        watch.begin()
        page = watch.page
        sign_in(page, house, "petugas")
        page.goto(f"{house.inbox}/petugas/catat/pengaduan")
        for label in ("Nama lengkap", "Alamat lengkap", "Ceritakan kejadiannya"):
            page.get_by_label(label).fill("\n".join(CORPUS))
        page.get_by_role("button", name="Periksa").click()
        expect(page.get_by_role("alert")).to_be_visible()
        watch.check("the page of mistakes")
        page.get_by_label("Nama lengkap").fill(CORPUS[0])
        page.get_by_label("Alamat lengkap").fill(CORPUS[1])
        page.get_by_label("Kecamatan").select_option("Banjarnegara")
        page.get_by_label("Desa atau kelurahan").fill(CORPUS[2])
        page.get_by_label("Surat", exact=True).check()
        page.get_by_label("Masalah lain").check()
        page.get_by_label("Layanan mana").select_option("1")
        page.get_by_label("Tidak perlu. Saya baca jawaban").check()
        page.get_by_role("button", name="Periksa").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Periksa sebelum disimpan")
        watch.check("the check page")
        problems = [each for each in watch.problems if "status of 422" not in each]
        assert problems == []


def test_w11_nothing_runs_where_the_sender_reads_the_answer(
    house: House, chromium: Browser, receipts: list[Receipt]
) -> None:
    with a_phone(chromium, script=True) as context:
        watch = Watch(context.new_page())
        watch.begin()
        for text, receipt in zip(CORPUS, receipts, strict=True):
            watch.page.goto(f"{house.site}/lacak/")
            watch.page.get_by_label("Kode tanda terima").fill(receipt.code)
            watch.page.get_by_role("button", name="Buka jawaban").click()
            watch.check(f"the answer {text}")
            if text == "{{7*7}}":
                assert watch.page.get_by_text(text, exact=True).count() == 2
        assert watch.problems == []
