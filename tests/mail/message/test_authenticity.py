import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loket_mail.message.authenticity import Verdict, judge

OURS = "mx.dinsos.example"
SENDER = "petugas@kantor.contoh.example"
VOUCHED, FAILED, UNKNOWN = Verdict.VOUCHED, Verdict.FAILED, Verdict.UNKNOWN

TABLE = [
    (f"{OURS}; dmarc=pass header.from=kantor.contoh.example", VOUCHED),
    (f"{OURS}; dmarc=pass (p=NONE sp=NONE dis=NONE) header.from=contoh.example", VOUCHED),
    (f"{OURS};\r\n\tspf=pass smtp.mailfrom=contoh.example;\r\n\tdmarc=pass", VOUCHED),
    (f"{OURS.upper()} 1; DMARC=Pass header.from=kantor.contoh.example", VOUCHED),
    (f"{OURS}; dmarc=pass action=none header.from=kantor.contoh.example;compauth=pass", VOUCHED),
    (f"{OURS}; dkim=pass header.d=kantor.contoh.example", VOUCHED),
    (f"{OURS}; dkim=pass header.d=contoh.example header.s=a header.b=Zm9v", VOUCHED),
    (f'{OURS}; dkim=pass header.i=@contoh.example header.s=a header.b="a/b+"', VOUCHED),
    (f"{OURS}; dkim=pass header.i=petugas@kantor.contoh.example", VOUCHED),
    (f"{OURS}; dkim=fail header.d=x.example; dkim=pass header.d=contoh.example", VOUCHED),
    (f"{OURS}; dmarc=none; dkim=pass header.d=contoh.example", VOUCHED),
    (f"{OURS}; dmarc=fail header.from=kantor.contoh.example", FAILED),
    (f"{OURS}; dkim=pass header.d=contoh.example; dmarc=fail (p=reject)", FAILED),
    (f"{OURS}; dmarc=pass; dmarc=fail", FAILED),
    (f"{OURS}; none", UNKNOWN),
    (f"{OURS}; spf=pass smtp.mailfrom=kantor.contoh.example", UNKNOWN),
    (f"{OURS}; dmarc=none header.from=kantor.contoh.example", UNKNOWN),
    (f"{OURS}; dmarc=temperror", UNKNOWN),
    (f"{OURS}; dmarc=pass header.from=lain.example", UNKNOWN),
    (f"{OURS}; dkim=pass", UNKNOWN),
    (f"{OURS}; dkim=pass header.d=lain.example", UNKNOWN),
    (f"{OURS}; dkim=pass header.d=example", UNKNOWN),
    (f"{OURS}; dkim=pass header.d=lain.contoh.example", UNKNOWN),
    (f"{OURS}; dkim=pass header.d=bawah.kantor.contoh.example", UNKNOWN),
    (f"{OURS}; dkim=pass header.d=ntoh.example", UNKNOWN),
    (f"{OURS}; dkim=pass header.d=lain.example header.i=@contoh.example", UNKNOWN),
    (f"{OURS}; dkim=neutral header.d=contoh.example", UNKNOWN),
    (f"{OURS}; spf=pass (dmarc=pass) smtp.mailfrom=x", UNKNOWN),
    (f'{OURS}; spf=pass smtp.mailfrom="a; dmarc=pass"@lain.example', UNKNOWN),
    (f"{OURS}; spf=pass (unfinished; dmarc=pass", UNKNOWN),
    (f"{OURS}; dmarc=pass \u00e9", UNKNOWN),
    (f"{OURS} 2; dmarc=pass", UNKNOWN),
    (OURS, UNKNOWN),
    (f"{OURS}; =", UNKNOWN),
    (f"{OURS}; spf=pass {'(' * 5_000}", UNKNOWN),
    (f"{OURS}; dmarc=pass {'x' * 20_000}", UNKNOWN),
    ("mx.lain.example; dmarc=pass header.from=kantor.contoh.example", UNKNOWN),
    ("", UNKNOWN),
    (f"(x) {OURS}; dmarc=pass", UNKNOWN),
]


@pytest.mark.parametrize(("header", "verdict"), TABLE)
def test_m12_our_relay_vouches_only_for_the_domain_it_named(header: str, verdict: Verdict) -> None:
    assert judge((header,), OURS, SENDER) is verdict


def test_m12_only_the_topmost_word_of_our_relay_counts() -> None:
    fail, good = f"{OURS}; dmarc=fail", f"{OURS}; dmarc=pass"
    assert judge((fail, good), OURS, SENDER) is FAILED
    assert judge((good, fail), OURS, SENDER) is VOUCHED
    assert judge((f"{OURS}; none", good), OURS, SENDER) is UNKNOWN


def test_m12_foreign_relays_are_ignored_even_above_ours() -> None:
    foreign = "mx.lain.example; dmarc=pass"
    assert judge((foreign, f"{OURS}; dmarc=fail", foreign), OURS, SENDER) is FAILED
    assert judge((foreign, f"{OURS}; dmarc=pass"), OURS, SENDER) is VOUCHED
    assert judge((f"{OURS}.lain.example; dmarc=pass",), OURS, SENDER) is UNKNOWN


def test_m12_a_header_of_no_readable_relay_hides_what_is_below_it() -> None:
    assert judge(('"mx"; none', f"{OURS}; dmarc=pass"), OURS, SENDER) is UNKNOWN


def test_m12_a_government_domain_is_not_vouched_for_by_its_neighbours() -> None:
    header = f"{OURS}; dkim=pass header.d=go.id"
    assert judge((header,), OURS, "petugas@contoh.go.id") is UNKNOWN


def test_m12_a_message_without_one_sender_is_nobodys() -> None:
    assert judge((f"{OURS}; dmarc=pass; dkim=pass header.d=x.example",), OURS, "") is UNKNOWN


def test_m12_without_a_name_for_our_relay_nothing_is_judged() -> None:
    assert judge((f"{OURS}; dmarc=fail",), "", SENDER) is Verdict.NOT_CONFIGURED


def test_m12_nothing_said_is_nothing_known() -> None:
    assert judge((), OURS, SENDER) is UNKNOWN


@settings(deadline=None)
@given(st.lists(st.text(max_size=80).map(lambda words: f"{OURS};{words}"), max_size=3))
def test_m12_any_header_gets_a_verdict(headers: list[str]) -> None:
    assert judge(tuple(headers), OURS, SENDER) in Verdict


@pytest.mark.parametrize(
    "signer",
    [
        "@kantor.contoh.example",
        "@contoh.example",
        "petugas@kantor.contoh.example",
        "Petugas@Kantor.Contoh.Example",
        '"petugas"@kantor.contoh.example',
        '"petugas@kantor.contoh.example"',
        "petugas@kantor.contoh.example header.d=contoh.example header.s=a",
        "@contoh.example header.d=contoh.example",
        "(dia)petugas@kantor.contoh.example (2048-bit key)",
        "lain@kantor.contoh.example; dkim=pass header.i=@contoh.example",
        "@lain.example; dkim=pass header.d=kantor.contoh.example",
    ],
)
def test_m12_a_signature_for_everybody_or_for_the_sender_vouches(signer: str) -> None:
    assert judge((f"{OURS}; dkim=pass header.i={signer}",), OURS, SENDER) is VOUCHED


@pytest.mark.parametrize(
    "signer",
    [
        "lain@kantor.contoh.example",
        "lain@kantor.contoh.example header.d=kantor.contoh.example",
        "lain@contoh.example header.d=contoh.example",
        "petugas@contoh.example",
        "petugas+loket@kantor.contoh.example",
        "petuga@kantor.contoh.example",
        "petugass@kantor.contoh.example",
        '"petugas "@kantor.contoh.example',
        '"lain"@kantor.contoh.example',
        '"lain@kantor.contoh.example"',
        "petugas@lain@kantor.contoh.example",
        "(petugas@kantor.contoh.example)lain@kantor.contoh.example",
        "lain@kantor.contoh.example (petugas@kantor.contoh.example)",
        "lain@kantor.contoh.example header.i=@kantor.contoh.example",
        "@kantor.contoh.example header.i=lain@kantor.contoh.example",
        "lain@kantor.contoh.example; dkim=fail header.i=@kantor.contoh.example",
        "lain@kantor.contoh.example; dkim=pass header.d=lain.example",
        "petugas",
        "",
    ],
)
def test_m12_a_signature_for_somebody_else_at_the_same_domain_vouches_for_nobody(
    signer: str,
) -> None:
    assert judge((f"{OURS}; dkim=pass header.i={signer}",), OURS, SENDER) is UNKNOWN
    assert (
        judge((f"{OURS}; dkim=pass header.d=contoh.example header.i={signer}",), OURS, SENDER)
        is UNKNOWN
    )


def test_m12_a_sender_with_a_sub_address_is_vouched_for_by_that_one_alone() -> None:
    header = f"{OURS}; dkim=pass header.i={{}}@contoh.example"
    sender = "petugas+loket@contoh.example"
    assert judge((header.format("petugas+loket"),), OURS, sender) is VOUCHED
    assert judge((header.format("petugas"),), OURS, sender) is UNKNOWN
