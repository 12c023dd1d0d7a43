"""The deeds of the conversation: answers, questions, notes, and the sender's name and slip."""

from __future__ import annotations

from loket_inbox.domain.deeds import Deed
from loket_inbox.domain.limits import LONGEST_TEXT
from loket_inbox.handling.case import answering, casework
from loket_inbox.handling.sender.submission import replace_code
from loket_inbox.web.officer.deeds.deed import DeedForm
from loket_inbox.web.officer.forms import must_tick, paragraph, reason
from loket_inbox.web.officer.words import Tone

TO_SENDER = (
    "Tampil bagi pengirim di halaman Lacak. "
    "Pengirim yang memilih email mendapatkannya juga di sana."
)


class Answer(DeedForm):
    """Put an answer on the sender's page."""

    path = "jawab"
    title = "Jawab pengirim"
    hint = TO_SENDER
    button = "Periksa dulu"
    deed = Deed.ANSWER
    does = answering.answer
    done = "Jawaban Anda sudah tampil bagi pengirim."
    tone = Tone.TO_SENDER
    is_checked = True
    teks = paragraph("Jawaban kami", LONGEST_TEXT, missing="Tulis jawabannya.", rows=7)


class StopAnswer(DeedForm):
    """Stop every answer that has not left yet."""

    path = "hentikan"
    title = "Hentikan jawaban yang menunggu"
    hint = "Jawaban itu tidak tampil bagi pengirim. Penulisnya mendapat tulisannya kembali."
    button = "Hentikan jawaban"
    deed = Deed.STOP_ANSWERS
    does = answering.stop_answers
    done = "Jawaban itu sudah dihentikan. Pengirim tidak melihatnya."


class StopMail(DeedForm):
    """Mail the sender nothing any more."""

    path = "tanpa-email"
    title = "Berhenti mengirim email ke pengirim"
    hint = (
        "Pengirim memintanya, atau orang lain membaca emailnya? Jawaban tetap ada di halaman Lacak."
    )
    button = "Berhenti mengirim email"
    deed = Deed.STOP_MAIL
    does = casework.stop_mail
    done = "Pengirim tidak mendapat email lagi. Jawaban tetap ada di halaman Lacak."
    alasan = reason("Alasan Anda")


class ResumeMail(DeedForm):
    """Mail the sender again."""

    path = "email-lagi"
    title = "Mulai lagi mengirim email ke pengirim"
    hint = (
        "Alamatnya sudah benar, dan hanya pengirim yang membacanya? "
        "Jawaban yang lalu tidak kami kirim ulang."
    )
    button = "Mulai lagi mengirim email"
    deed = Deed.RESUME_MAIL
    does = casework.resume_mail
    done = "Pengirim mendapat email lagi, mulai dari jawaban berikutnya."
    alasan = reason("Alasan Anda")


class Ask(DeedForm):
    """Put a question on the sender's page."""

    path = "tanya"
    title = "Tanya pengirim"
    hint = TO_SENDER
    button = "Periksa dulu"
    deed = Deed.ASK_SENDER
    does = casework.ask_sender
    done = "Pertanyaan Anda sudah tampil bagi pengirim. Kami menunggu balasannya."
    tone = Tone.TO_SENDER
    is_checked = True
    teks = paragraph("Pertanyaan kami", LONGEST_TEXT, missing="Tulis pertanyaannya.")


class Note(DeedForm):
    """Leave a note for the file."""

    path = "catat"
    title = "Catatan untuk berkas"
    hint = "Hanya petugas yang menangani kasus ini membacanya. Pengirim tidak melihatnya."
    button = "Simpan catatan"
    deed = Deed.NOTE
    does = casework.note
    done = "Catatan untuk berkas sudah kami simpan."
    tone = Tone.FOR_FILE
    teks = paragraph("Catatan", LONGEST_TEXT, missing="Tulis catatannya.")


class OpenName(DeedForm):
    """Open a confidential name to the officer who asks for it."""

    path = "nama"
    title = "Buka nama"
    hint = (
        "Pengirim minta namanya dirahasiakan. Kami mencatat alasan Anda. Kepala kantor membacanya."
    )
    button = "Buka nama"
    deed = Deed.OPEN_NAME
    does = casework.open_name
    done = "Nama pengirim terbuka untuk Anda. Alasan Anda sudah kami catat."
    alasan = reason("Mengapa Anda perlu tahu namanya?")


class OpenContact(DeedForm):
    """Open the contact of somebody who asked not to be contacted (SS-7)."""

    path = "kontak"
    title = "Buka kontak"
    hint = (
        "Pengirim minta tidak dihubungi. Menghubungi bisa membahayakan. Kami mencatat alasan Anda."
    )
    button = "Buka kontak"
    deed = Deed.OPEN_CONTACT
    does = casework.open_contact
    done = "Kontak pengirim terbuka untuk Anda. Alasan Anda sudah kami catat."
    alasan = reason("Mengapa Anda perlu tahu kontaknya?")


class NewSlip(DeedForm):
    """Print a new receipt slip for somebody who has lost it."""

    path = "kode-baru"
    title = "Cetak tanda terima baru"
    hint = "Kode yang lama langsung mati. Kode yang baru hanya tampil satu kali."
    button = "Buat kode baru"
    deed = Deed.REPLACE_CODE
    does = replace_code
    done = "Tanda terima baru sudah dibuat. Kodenya hanya tampil satu kali."
    kode_mati = must_tick(
        "Ya, kode lama tidak berlaku lagi.",
        "kode-mati",
        missing="Beri tanda bahwa kode lama tidak berlaku lagi.",
    )
