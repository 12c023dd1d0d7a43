"""Where a case can stand, and whose turn it is. Pure: the standard library alone."""

from __future__ import annotations

from enum import Enum

from loket_inbox.domain.terms import Coded


class Turn(Enum):
    """Who has to do something next. The numbers sort the register: our own work first."""

    OURS = 0
    SENDERS = 1
    NOBODYS = 2


class State(Coded):
    """Where a case stands, whose turn it is, and the word and sentence that the public reads."""

    RECEIVED = (
        "received",
        Turn.OURS,
        "Diterima",
        "Kiriman Anda sudah kami terima. Jawaban kami menyusul.",
    )
    REGISTERED = (
        "registered",
        Turn.OURS,
        "Tercatat",
        "Kiriman Anda sudah kami catat. Jawaban kami menyusul.",
    )
    DISPOSED = (
        "disposed",
        Turn.OURS,
        "Ditangani",
        "Kiriman Anda sedang kami tangani. Jawaban kami menyusul.",
    )
    ASKED = (
        "asked",
        Turn.SENDERS,
        "Kami bertanya",
        "Kami perlu keterangan dari Anda. Jawab pertanyaan kami di halaman ini.",
    )
    ANSWERED = (
        "answered",
        Turn.SENDERS,
        "Dijawab",
        "Kami sudah menjawab. Anda boleh membalas di halaman ini.",
    )
    WRITTEN_BACK = (
        "written-back",
        Turn.OURS,
        "Pesan Anda kami terima",
        "Pesan Anda sudah kami terima. Jawaban kami menyusul.",
    )
    REOPENED = (
        "reopened",
        Turn.OURS,
        "Dibuka lagi",
        "Kami memeriksa lagi kiriman Anda. Jawaban kami menyusul.",
    )
    FILED = (
        "filed",
        Turn.NOBODYS,
        "Tersimpan",
        "Jawaban Anda sudah kami simpan. Terima kasih.",
    )
    CLOSED = (
        "closed",
        Turn.NOBODYS,
        "Selesai",
        "Kiriman ini sudah selesai. Masih ada masalah? Tulis pesan di halaman ini.",
    )

    def __init__(self, code: str, turn: Turn, label: str, sentence: str) -> None:
        self.code = code
        self.turn = turn
        self.label = label
        self.sentence = sentence

    @property
    def desk_label(self) -> str:
        """What officers call the state: the public's word speaks to the sender."""
        return _DESK_LABELS.get(self, self.label)


_DESK_LABELS = {
    State.ASKED: "Menunggu pengirim",
    State.WRITTEN_BACK: "Pengirim membalas",
}
