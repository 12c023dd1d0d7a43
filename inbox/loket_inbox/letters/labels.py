"""What officers call each letter."""

from __future__ import annotations

from loket_inbox.letters import to_officers, to_senders

LABELS = {
    to_officers.NEW_CASE: "Kasus baru",
    to_officers.FOLLOW_UP: "Pesan dari pengirim",
    to_officers.FOR_DISPOSITION: "Mohon disposisi",
    to_officers.DISPOSITION: "Disposisi",
    to_officers.FINDINGS: "Rumusan menunggu pengesahan",
    to_officers.FINDINGS_RETURNED: "Rumusan dikembalikan",
    to_officers.ANSWER_TAKEN: "Tanda terima jawaban",
    to_officers.ANSWER_STOPPED: "Jawaban dihentikan",
    to_officers.TAKEN_BY_MAIL: "Tanda terima surat",
    to_officers.NOT_TAKEN: "Surat petugas ditahan",
    to_officers.UNDELIVERED: "Surat tidak sampai",
    to_officers.ALARM: "Peringatan",
    to_senders.SENDER_ANSWER: "Jawaban lewat email",
    to_senders.SENDER_QUESTION: "Pertanyaan lewat email",
    to_senders.SENDER_NOTICE: "Pemberitahuan lewat email",
}
"""The letters about a case, by their stored names."""
