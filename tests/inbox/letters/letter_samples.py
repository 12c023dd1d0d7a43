"""One of each letter, about invented people, made by the functions that the office uses."""

from __future__ import annotations

from loket_inbox.domain.officers import Officer, Role
from loket_inbox.domain.reading import Legible
from loket_inbox.letters import to_officers, to_senders
from loket_inbox.letters.answers import LEFT_OPEN, NOT_ASKED, AnsweredLine, AnsweredSection
from loket_inbox.letters.values import (
    About,
    DigestLine,
    Doing,
    Letter,
    MailShown,
    OpeningLine,
    WrongCodesLine,
)

NUMBER = "K7M4-PX9R"
CASE = f"https://inbox.contoh.example/petugas/kasus/{NUMBER}"
LOG = "https://inbox.contoh.example/petugas/pembaca/"
TRACKING = "https://dinas.contoh.example/lacak/"

FRONT_DESK = Officer(1, "petugas@contoh.example", "Petugas Contoh", Role.FRONT_DESK, "")
HEAD = Officer(2, "kepala@contoh.example", "Kepala Contoh", Role.HEAD, "")
DIVISION_HEAD = Officer(3, "kabid@contoh.example", "Kabid Contoh", Role.DIVISION_HEAD, "sosial")
TEAM_MEMBER = Officer(4, "tim@contoh.example", "Tim Contoh", Role.TEAM_MEMBER, "")

TITLE = "Pengaduan"
SENT = to_senders.Sent("K7M4-PX9R", TITLE, TRACKING, "Dinas Contoh", "(0286) 000000")
UNTIL = "paling lambat Senin, 13 April 2026 (perkiraan)"
STORY = Legible(
    "Saya menunggu tiga jam di loket dan tidak dipanggil.\n\n"
    "Ketika saya bertanya, petugas meminta saya pulang.\nSaya belum mendapat nomor antrean baru."
)
ANSWER = Legible(
    "Yth. Bapak/Ibu,\n\nKami minta maaf atas antrean hari itu.\n"
    "Silakan datang hari Senin pukul 09.00. Kami dahulukan Anda.\n\nTerima kasih."
)

BARE = "Kasus ini mengadukan petugas, jadi surat ini hanya memuat nomor dan tautan."

PARTS = (
    AnsweredSection(
        "Tentang pengaduan ini",
        (
            AnsweredLine("Apa masalahnya?", Legible("Pelayanan terlalu lama"), is_answered=True),
            AnsweredLine("Apa yang terjadi?", STORY, is_answered=True),
            AnsweredLine("Kapan kejadiannya?", Legible(LEFT_OPEN), is_answered=False),
            AnsweredLine("Nama petugas", Legible(NOT_ASKED), is_answered=False),
            AnsweredLine("Foto bukti", Legible("2 berkas"), is_answered=True),
        ),
    ),
    AnsweredSection(
        "Apakah nama Anda rahasia?",
        (
            AnsweredLine("Nama", Legible("Sari Contoh"), is_answered=True),
            AnsweredLine(
                "NIK",
                Legible("9904 •••• •••• 0001"),
                is_answered=True,
                whole=Legible("9904000000000001"),
            ),
            AnsweredLine("Cara kami menghubungi Anda", Legible(LEFT_OPEN), is_answered=False),
        ),
    ),
)

LINES = (
    DigestLine(NUMBER, TITLE, "paling lambat Kamis, 26 Maret 2026", CASE),
    DigestLine("Q2WD-8TYH", "", "tanpa tenggat", CASE.replace(NUMBER, "Q2WD-8TYH")),
)


def doing(label: str, about: str, token: str) -> Doing:
    return Doing(label, f"loket+{token * 26}@contoh.example", f"{NUMBER}: {about}")


NOTE = doing("Tulis catatan untuk petugas", "catatan", "n")
TO_SOCIAL = doing("Disposisi ke Bidang Sosial", "disposisi ke Bidang Sosial & Anak?", "d")
TO_TEAM = doing("Bentuk Tim", "bentuk Tim", "t")
APPROVE = doing("Sahkan", "sahkan", "a")
RETURN = doing("Kembalikan", "kembalikan", "r")
STOP = doing("Hentikan jawaban ini", "hentikan", "s")


def about(officer: Officer, *doings: Doing) -> About:
    return About(officer, NUMBER, CASE, doings)


def one_of_each(said: str = "") -> dict[str, Letter]:
    """Every letter by the name of its sample; where somebody writes, they write `said` if given."""
    told = Legible(said)
    story, answer = told or STORY, told or ANSWER
    parts = (
        (AnsweredSection("", (AnsweredLine("Apa yang terjadi?", told, is_answered=True),)),)
        if said
        else PARTS
    )
    return {
        "new_case": to_officers.new_case(about(FRONT_DESK, NOTE), TITLE, UNTIL, parts, files=2),
        "follow_up": to_officers.follow_up(
            about(FRONT_DESK, NOTE),
            told or Legible("Terima kasih,\nsaya tunggu.\n\nApakah saya perlu membawa surat?"),
            (answer, told or Legible("Cukup KTP.")),
            parts,
            files=2,
            left=1,
        ),
        "for_disposition": to_officers.for_disposition(
            about(HEAD, TO_SOCIAL, TO_TEAM, NOTE),
            "1/2026",
            told or Legible("Antre tiga jam, tidak dipanggil."),
            UNTIL,
            parts,
        ),
        "disposition": to_officers.disposition(
            about(DIVISION_HEAD, NOTE),
            told or Legible("Periksa antrean hari itu."),
            "Jumat, 27 Maret 2026",
            parts,
            is_team=False,
        ),
        "disposition-team": to_officers.disposition(
            about(TEAM_MEMBER), told or Legible("Tinjau loketnya."), "", parts, is_team=True
        ),
        "accusation_proposed": to_officers.accusation_proposed(
            About(FRONT_DESK, NUMBER, CASE, bare=BARE)
        ),
        "new_case-bare": to_officers.new_case(
            About(FRONT_DESK, NUMBER, CASE, (NOTE,), bare=BARE), TITLE, UNTIL, parts
        ),
        "new_case-confidential": to_officers.new_case(
            About(FRONT_DESK, NUMBER, CASE, (NOTE,), version=parts), TITLE, UNTIL, parts
        ),
        "answer_taken-bare": to_officers.answer_taken(
            About(FRONT_DESK, NUMBER, CASE, (STOP,), bare=BARE),
            answer,
            "pukul 10.10",
            by_mail="",
            stop_link=f"{CASE}/hentikan/7",
        ),
        "findings": to_officers.findings(about(HEAD, APPROVE, RETURN), answer),
        "findings_returned": to_officers.findings_returned(
            about(TEAM_MEMBER, NOTE), told or Legible("Lengkapi tanggalnya.")
        ),
        "daily_digest-opened": to_officers.daily_digest(
            HEAD,
            opened_names=(
                OpeningLine(
                    NUMBER,
                    "Kabid Contoh",
                    "Nama rahasia dibuka",
                    "Senin, 16 Maret 2026 pukul 10.00 WIB",
                    CASE,
                ),
            ),
        ),
        "daily_digest-wrong_codes": to_officers.daily_digest(
            HEAD,
            wrong_codes=(
                WrongCodesLine("Kabid Contoh", is_closed=True, link=LOG),
                WrongCodesLine("Petugas Contoh", is_closed=False, link=LOG),
            ),
        ),
        "wrong_codes": to_officers.wrong_codes(FRONT_DESK, 5, is_closed=False),
        "wrong_codes-closed": to_officers.wrong_codes(FRONT_DESK, 10, is_closed=True),
        "digest": to_officers.digest(FRONT_DESK, LINES),
        "daily_digest": to_officers.daily_digest(
            FRONT_DESK, open_cases=LINES, set_aside=LINES[:1], filed=LINES
        ),
        "daily_digest-held": to_officers.daily_digest(
            FRONT_DESK, held=3, held_link="https://inbox.contoh.example/petugas/tertahan/"
        ),
        "daily_digest-own": to_officers.daily_digest(
            DIVISION_HEAD, open_cases=LINES, set_aside=(), filed=()
        ),
        "held_mail": to_officers.held_mail(
            FRONT_DESK,
            "https://inbox.contoh.example/petugas/tertahan/",
            "Pengirimnya bukan petugas yang kami kenal.",
            MailShown(
                said or "tamu@asing.example", said or "Re: K7M4-PX9R", said or "Tarik saja!", b"raw"
            ),
            last=False,
        ),
        "held_mail-bare": to_officers.held_mail(
            FRONT_DESK,
            "https://inbox.contoh.example/petugas/tertahan/",
            "Pengirimnya bukan petugas yang kami kenal.",
            None,
            last=False,
        ),
        "held_mail-own": to_officers.held_mail(
            FRONT_DESK,
            "https://inbox.contoh.example/petugas/tertahan/",
            "Kami tidak yakin mana jawaban dan mana kutipan.",
            MailShown("petugas@contoh.example", "Re: K7M4-PX9R", said or "Kami cek.", b"raw"),
            last=False,
            is_own=True,
        ),
        "held_mail-large": to_officers.held_mail(
            FRONT_DESK,
            "https://inbox.contoh.example/petugas/tertahan/",
            "Surat itu terlalu besar.",
            MailShown(said, said, said, None),
            last=True,
        ),
        "answer_taken": to_officers.answer_taken(
            about(FRONT_DESK, STOP),
            answer,
            "pukul 10.10",
            by_mail="Kami juga mengirimnya ke email pengirim.",
            stop_link=f"{CASE}/hentikan/7",
        ),
        "answer_taken-there": to_officers.answer_taken(
            about(FRONT_DESK), answer, "", by_mail="", stop_link=""
        ),
        "answer_taken-files": to_officers.answer_taken(
            about(DIVISION_HEAD, STOP),
            answer,
            "pukul 10.10 WIB",
            by_mail="",
            stop_link=f"{CASE}/hentikan/7",
            remarks=(
                "Berkas Anda TIDAK sampai kepada pengirim.",
                "2 berkas tersimpan di kasus ini.",
            ),
        ),
        "answer_stopped": to_officers.answer_stopped(
            about(FRONT_DESK), answer, said or "Kabid Contoh menghentikannya pukul 10.05."
        ),
        "taken_by_mail": to_officers.taken_by_mail(
            about(HEAD), said or "Kasus ini sekarang ditangani Bidang Sosial."
        ),
        "not_taken": to_officers.not_taken(
            about(DIVISION_HEAD),
            said or "Kami tidak menemukan garis pembatas, jadi jawabannya tidak jelas.",
            story,
        ),
        "not_taken-decision": to_officers.not_taken(
            about(HEAD), said or "Hal ini sudah diputuskan.", told, is_answer=False
        ),
        "not_taken-unreadable": to_officers.not_taken(
            about(DIVISION_HEAD), said or "Surat itu tidak terbaca.", told
        ),
        "undelivered": to_officers.undelivered(
            about(FRONT_DESK),
            said or "disposisi",
            said or "Kabid Contoh",
            said or "Alamatnya tidak ada.",
        ),
        "undelivered-sender": to_officers.undelivered(
            about(FRONT_DESK),
            said or "jawaban untuk pengirim",
            to_officers.SENDER,
            said or "Kotak suratnya penuh.",
        ),
        "alarm": to_officers.alarm(
            FRONT_DESK,
            said or "Dua robot saling membalas. Kami berhenti menjawabnya.",
            "https://inbox.contoh.example/petugas/tertahan/",
        ),
        "sender_answer": to_senders.answer(SENT, answer),
        "sender_question": to_senders.question(
            SENT, told or Legible("Pukul berapa Anda mengambil nomor antrean?")
        ),
        "sender_notice": to_senders.notice(),
        "sign_in": to_officers.sign_in(
            FRONT_DESK,
            "https://inbox.contoh.example/petugas/masuk/abcdefghijklmnop",
            said or "Chrome di Android",
            "Senin, 16 Maret 2026 pukul 10.00",
        ),
    }
