"""The kinds of letters: how the store and the folders of templates name them, and officers."""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class LetterKind(StrEnum):
    """A kind of letter; `label` is what officers call it."""

    label: str

    def __new__(cls, name: str, label: str = "") -> Self:
        """Make a kind that is its own stored name."""
        kind = str.__new__(cls, name)
        kind._value_ = name
        kind.label = label
        return kind

    NEW_CASE = "new_case", "Kasus baru"
    DIGEST = "digest", "Ringkasan kasus baru"
    DAILY_DIGEST = "daily_digest", "Ringkasan pagi"
    FOLLOW_UP = "follow_up", "Pesan dari pengirim"
    FOR_DISPOSITION = "for_disposition", "Mohon disposisi"
    DISPOSITION = "disposition", "Disposisi"
    FINDINGS = "findings", "Rumusan menunggu pengesahan"
    FINDINGS_RETURNED = "findings_returned", "Rumusan dikembalikan"
    ACCUSATION_PROPOSED = "accusation_proposed", "Usulan yang diadukan"
    HELD_MAIL = "held_mail", "Surat tertahan"
    ANSWER_TAKEN = "answer_taken", "Tanda terima jawaban"
    ANSWER_STOPPED = "answer_stopped", "Jawaban dihentikan"
    TAKEN_BY_MAIL = "taken_by_mail", "Tanda terima surat"
    NOT_TAKEN = "not_taken", "Surat petugas ditahan"
    UNDELIVERED = "undelivered", "Surat tidak sampai"
    ALARM = "alarm", "Peringatan"
    SIGN_IN = "sign_in", "Tautan masuk"
    WRONG_CODES = "wrong_codes", "Kode masuk yang salah"
    SENDER_ANSWER = "sender_answer", "Jawaban lewat email"
    SENDER_QUESTION = "sender_question", "Pertanyaan lewat email"
    SENDER_NOTICE = "sender_notice", "Pemberitahuan lewat email"
