"""The deeds of the conversation: answers, questions, notes, and the sender's name and slip."""

from __future__ import annotations

from loket_inbox.desk import Desk
from loket_inbox.domain.case import SENDER, Case
from loket_inbox.domain.events import (
    CodeReplaced,
    ContactOpened,
    MailStopped,
    NameOpened,
    Noted,
    ResponseDelivered,
    ResponseStopped,
    SenderAsked,
)
from loket_inbox.domain.officers import Officer, Right, may_open_contact, may_see_name
from loket_inbox.handling.case import casework
from loket_inbox.handling.doors import Visit
from loket_inbox.handling.sender.submission import Receipt, replace_code
from loket_inbox.web.officer.deeds.deed import LONGEST_TEXT, Deed, must_tick, paragraph, reason
from loket_inbox.web.officer.page import Tone

TO_SENDER = (
    "Tampil bagi pengirim di halaman Lacak. "
    "Pengirim yang memilih email mendapatkannya juga di sana."
)


class Answer(Deed):
    """Put an answer on the sender's page."""

    path = "jawab"
    title = "Jawab pengirim"
    hint = TO_SENDER
    button = "Periksa dulu"
    right = Right.ANSWER
    event = ResponseDelivered
    done = "Jawaban Anda sudah tampil bagi pengirim."
    tone = Tone.TO_SENDER
    is_checked = True
    teks = paragraph("Jawaban kami", LONGEST_TEXT, missing="Tulis jawabannya.", rows=7)

    def do(self, desk: Desk, visit: Visit) -> None:
        """Answer."""
        casework.answer(desk, visit, str(self.teks.data))


class StopAnswer(Deed):
    """Stop every answer that has not left yet."""

    path = "hentikan"
    title = "Hentikan jawaban yang menunggu"
    hint = "Jawaban itu tidak tampil bagi pengirim. Penulisnya mendapat tulisannya kembali."
    button = "Hentikan jawaban"
    right = Right.ANSWER
    event = ResponseStopped
    done = "Jawaban itu sudah dihentikan. Pengirim tidak melihatnya."

    def do(self, desk: Desk, visit: Visit) -> None:
        """Stop them."""
        casework.stop_answers(desk, visit)


class StopMail(Deed):
    """Mail the sender nothing any more."""

    path = "tanpa-email"
    title = "Berhenti mengirim email ke pengirim"
    hint = (
        "Pengirim memintanya, atau orang lain membaca emailnya? Jawaban tetap ada di halaman Lacak."
    )
    button = "Berhenti mengirim email"
    right = Right.ASK_SENDER
    event = MailStopped
    done = "Pengirim tidak mendapat email lagi. Jawaban tetap ada di halaman Lacak."
    alasan = reason("Alasan Anda")

    def do(self, desk: Desk, visit: Visit) -> None:
        """Stop it."""
        casework.stop_mail(desk, visit, str(self.alasan.data))


class Ask(Deed):
    """Put a question on the sender's page."""

    path = "tanya"
    title = "Tanya pengirim"
    hint = TO_SENDER
    button = "Periksa dulu"
    right = Right.ASK_SENDER
    event = SenderAsked
    done = "Pertanyaan Anda sudah tampil bagi pengirim. Kami menunggu balasannya."
    tone = Tone.TO_SENDER
    is_checked = True
    teks = paragraph("Pertanyaan kami", LONGEST_TEXT, missing="Tulis pertanyaannya.")

    def do(self, desk: Desk, visit: Visit) -> None:
        """Ask."""
        casework.ask_sender(desk, visit, str(self.teks.data))


class Note(Deed):
    """Leave a note for the file."""

    path = "catat"
    title = "Catatan untuk berkas"
    hint = "Hanya petugas yang menangani kasus ini membacanya. Pengirim tidak melihatnya."
    button = "Simpan catatan"
    right = Right.NOTE
    event = Noted
    done = "Catatan untuk berkas sudah kami simpan."
    tone = Tone.FOR_FILE
    teks = paragraph("Catatan", LONGEST_TEXT, missing="Tulis catatannya.")

    def do(self, desk: Desk, visit: Visit) -> None:
        """Note."""
        casework.note(desk, visit, str(self.teks.data))


class OpenName(Deed):
    """Open a confidential name to the officer who asks for it."""

    path = "nama"
    title = "Buka nama"
    hint = (
        "Pengirim minta namanya dirahasiakan. Kami mencatat alasan Anda. Kepala kantor membacanya."
    )
    button = "Buka nama"
    right = Right.ASK_FOR_NAME
    event = NameOpened
    done = "Nama pengirim terbuka untuk Anda. Alasan Anda sudah kami catat."
    alasan = reason("Mengapa Anda perlu tahu namanya?")

    @classmethod
    def fits(cls, officer: Officer, case: Case) -> bool:
        """Say that there is a name which the officer does not see."""
        return not may_see_name(officer, case)

    def do(self, desk: Desk, visit: Visit) -> None:
        """Open it."""
        casework.open_name(desk, visit, str(self.alasan.data))


class OpenContact(Deed):
    """Open the contact of somebody who asked not to be contacted (SS-7)."""

    path = "kontak"
    title = "Buka kontak"
    hint = (
        "Pengirim minta tidak dihubungi. Menghubungi bisa membahayakan. Kami mencatat alasan Anda."
    )
    button = "Buka kontak"
    right = Right.OPEN_CONTACT
    event = ContactOpened
    done = "Kontak pengirim terbuka untuk Anda. Alasan Anda sudah kami catat."
    alasan = reason("Mengapa Anda perlu tahu kontaknya?")

    @classmethod
    def fits(cls, officer: Officer, case: Case) -> bool:
        """Say that there is a closed contact which the officer has not opened yet."""
        return may_open_contact(officer, case) and officer.id not in case.contact_opened_by

    def do(self, desk: Desk, visit: Visit) -> None:
        """Open it."""
        casework.open_contact(desk, visit, str(self.alasan.data))


class NewSlip(Deed):
    """Print a new receipt slip for somebody who has lost it."""

    path = "kode-baru"
    title = "Cetak tanda terima baru"
    hint = "Kode yang lama langsung mati. Kode yang baru hanya tampil satu kali."
    button = "Buat kode baru"
    right = Right.REPLACE_CODE
    event = CodeReplaced
    done = "Tanda terima baru sudah dibuat. Kodenya hanya tampil satu kali."
    kode_mati = must_tick(
        "Ya, kode lama tidak berlaku lagi.",
        "kode-mati",
        missing="Beri tanda bahwa kode lama tidak berlaku lagi.",
    )

    @classmethod
    def fits(cls, officer: Officer, case: Case) -> bool:  # noqa: ARG003 - as in Deed
        """Say that an officer typed the case in: nobody else's code can be taken from them."""
        return case.history[0].by != SENDER

    def do(self, desk: Desk, visit: Visit) -> Receipt:
        """Replace the code."""
        return replace_code(desk, visit)
