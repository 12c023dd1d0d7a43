"""The office's terms that events are told in: a stored code and the word that people read. Pure."""

from __future__ import annotations

from enum import Enum
from typing import Self


class Coded(Enum):
    """What is stored by a code and shown by a label; most have nothing else to say."""

    def __init__(self, code: str, label: str) -> None:
        self.code = code
        self.label = label

    @classmethod
    def coded(cls, code: str) -> Self:
        """Find a member by its stored code. Raises KeyError for an unknown one."""
        return {each.code: each for each in cls}[code]

    @classmethod
    def labelled(cls, code: str) -> str:
        """Give the label of a stored code, "" for none. Raises KeyError for an unknown one."""
        return cls.coded(code).label if code else ""


class Channel(Coded):
    """How a case came in, with the office's word for it."""

    WEB = ("web", "Situs")
    IN_PERSON = ("in-person", "Datang langsung")
    TELEPHONE = ("telephone", "Telepon")
    FAX = ("fax", "Faks")
    MOBILE = ("mobile", "HP")
    LETTER = ("letter", "Surat")
    EMAIL = ("email", "Email")
    SUGGESTION_BOX = ("suggestion-box", "Kotak saran")
    SOCIAL_MEDIA = ("social-media", "Media sosial")


class Classification(Coded):
    """What an officer has judged a complaint to be; it decides which clock runs."""

    ORDINARY = ("ordinary", "Tanpa dugaan pelanggaran")
    MISCONDUCT = ("misconduct", "Berkadar pengawasan")


class Suspicion(Coded):
    """Why a submission looks like a robot's (W-4)."""

    HONEYPOT = ("honeypot", "Mengisi isian yang tidak tampak bagi orang")
    HURRY = ("hurry", "Terkirim kurang dari 2 detik setelah halaman periksa")


class Result(Coded):
    """How a case ended (the register's column `hasil`)."""

    ANSWERED = ("answered", "Selesai dijawab")
    WITHDRAWN = ("withdrawn", "Dicabut oleh pengirim")
    NO_REPLY = ("no-reply", "Pengirim tidak membalas")
    NOT_OURS = ("not-ours", "Bukan wewenang kantor ini")
    NOT_A_CASE = ("not-a-case", "Bukan pengaduan atau permintaan")


MARKER = "--- balas di atas garis ini ---"
"""The line that a letter begins with where it can be answered: people answer above it."""

CLOSED_CONTACT = "closed"
"""A contact that an officer opens only with a reason (SS-7)."""
