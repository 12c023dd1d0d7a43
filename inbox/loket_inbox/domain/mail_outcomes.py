"""What can become of a mail that comes in, and the sentence that officers read of it."""

from __future__ import annotations

from loket_inbox.domain.terms import Coded


class Outcome(Coded):
    """What became of a mail: a code that is stored, and the sentence that officers read."""

    ANSWERED = ("answered", "Surat ini menjadi jawaban untuk pengirim formulir.")
    FINDINGS = ("findings", "Surat ini menjadi rumusan hasil untuk kepala kantor.")
    NOTED = ("noted", "Surat ini menjadi catatan untuk berkas.")
    DISPOSED = ("disposed", "Surat ini menjadi disposisi.")
    APPROVED = ("approved", "Surat ini mengesahkan rumusan hasil.")
    RETURNED = ("returned", "Surat ini mengembalikan rumusan hasil.")
    STOPPED = ("stopped", "Surat ini menghentikan jawaban.")
    MESSAGE = ("message", "Surat ini menjadi pesan dari pengirim.")
    DUPLICATE = ("duplicate", "Surat ini sudah pernah kami terima. Tidak ada yang berubah.")
    AUTOMATIC = ("automatic", "Surat ini balasan otomatis.")
    BOUNCED = ("bounced", "Surat kami tidak sampai kepada penerimanya.")
    UNPROVEN = (
        "unproven-bounce",
        "Surat ini mengaku surat kami tidak sampai. Itu tidak terbukti. Tidak ada yang berhenti.",
    )
    DELAYED = ("delayed", "Server surat penerima memberi tahu: surat kami tertunda.")
    LOOP = ("loop", "Terlalu banyak surat dari alamat yang sama. Mungkin balasan robot.")
    TOO_LATE = ("too-late", "Jawaban itu sudah tampil bagi pengirim, atau sudah dihentikan.")
    NO_TOKEN = ("no-token", "Surat ini bukan balasan ke alamat dalam surat kami.")
    WRONG_TOKEN = ("wrong-token", "Alamat tujuannya tidak kami kenal.")
    OTHER_SENDER = ("other-sender", "Pengirimnya bukan petugas yang kami surati.")
    NOT_THE_SENDER = ("not-the-sender", "Alamat ini bukan alamat pengirim kasus ini.")
    NO_REPLY = ("no-reply", "Surat ini membalas surat kami yang tidak menerima balasan.")
    NOT_ALLOWED = ("not-allowed", "Petugas ini tidak boleh menjawab kasus ini.")
    CLOSED = ("closed", "Kasusnya sudah ditutup, atau hal ini sudah diputuskan.")
    NOT_VOUCHED = ("not-vouched", "Server surat kami tidak menjamin asal surat ini.")
    BROKEN = ("broken", "Kasus surat ini rusak di komputer kami. Telepon pengelola.")
    UNPARSABLE = ("unparsable", "Surat ini tidak dapat kami baca.")
    DAMAGED = ("damaged", "Sebagian surat ini rusak atau tidak terbaca jelas.")
    UNSURE_CUT = ("unsure-cut", "Kami tidak yakin mana jawaban dan mana kutipan.")
    UNCLEAR = ("unclear", "Surat ini mengesahkan, tetapi isinya meragukan. Putuskan di web.")
    ABSENCE = (
        "absence",
        "Surat ini pemberitahuan saja, misalnya bahwa penulisnya cuti.",
    )
    ENCRYPTED = ("encrypted", "Surat ini terenkripsi. Kami tidak punya kunci untuk membukanya.")
    NOT_FOR_SENDER = ("not-for-sender", "Surat ini menyapa orang lain, bukan pengirim formulir.")
    EMPTY = ("empty", "Tidak ada jawaban di atas garis, atau hanya salam dan nama.")
    REVEALING = ("revealing", "Jawabannya memuat alamat petugas atau alamat balasan.")
    TOO_LONG = ("too-long", "Jawabannya lebih panjang daripada yang bisa kami tampilkan.")
    REUSED_ID = ("reused-id", "Surat lain sudah memakai nomor surat (Message-ID) yang sama.")

    def __init__(self, code: str, sentence: str) -> None:
        self.code = code
        self.sentence = sentence

    @property
    def is_held(self) -> bool:
        """Say whether a person has to look at the mail."""
        return self.code in HELD


def _codes(*outcomes: Outcome) -> frozenset[str]:
    return frozenset(outcome.code for outcome in outcomes)


TAKEN = _codes(
    Outcome.ANSWERED,
    Outcome.FINDINGS,
    Outcome.NOTED,
    Outcome.DISPOSED,
    Outcome.APPROVED,
    Outcome.RETURNED,
    Outcome.STOPPED,
    Outcome.MESSAGE,
    Outcome.DUPLICATE,
)
"""The codes of what became something, or had been taken before."""

HELD = _codes(*Outcome) - TAKEN
"""The codes of what waits for a person."""

OF_ROBOTS = _codes(
    Outcome.AUTOMATIC, Outcome.DELAYED, Outcome.BOUNCED, Outcome.UNPROVEN, Outcome.LOOP
)
"""The codes of what no person wrote, or seems not to have."""
