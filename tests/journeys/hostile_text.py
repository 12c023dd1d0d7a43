"""What people type who mean harm: each would run something, or break out of where it stands."""

from __future__ import annotations

MARK = "window.terjadi=1"
"""What every one of them tries to run."""

# The first seven run by themselves in a page that takes them for its own.
CORPUS = (
    f"<script>{MARK}</script>",
    f"</textarea><script>{MARK}</script>",
    f"</title><script>{MARK}</script>",
    f"</style><script>{MARK}</script>",
    f"--><script>{MARK}</script>",
    f'"><img src=x onerror={MARK}>',
    f"'><svg onload={MARK}>",
    f'" autofocus onfocus={MARK} x="',
    f"' onmouseover='{MARK}",
    f"<svg><animate onbegin={MARK} attributeName=x dur=1s>",
    f"<details open ontoggle={MARK}>",
    f"<iframe srcdoc='<script>parent.{MARK}</script>'></iframe>",
    f"<math><mtext></mtext><style><img src=x onerror={MARK}></style></math>",
    f"<noscript><p title='</noscript><img src=x onerror={MARK}>'>",
    f'<a href="javascript:{MARK}">tekan</a>',
    f"[tekan](javascript:{MARK})",
    f"<form action=javascript:{MARK}><button>Kirim</button></form>",
    '<meta http-equiv="refresh" content="0;url=https://asing.example/">',
    '<base href="https://asing.example/">',
    '<link rel="stylesheet" href="https://asing.example/x.css">',
    '<img src="https://asing.example/x.png">',
    "<style>*{background:url(https://asing.example/)}</style>",
    "{{7*7}}",
    "{% for x in ().__class__.__base__.__subclasses__() %}{{x}}{% endfor %}",
    "${7*7} #{7*7} <%= 7*7 %>",
    "&lt;script&gt;&#x3c;script&#x3e;\\u003cscript\\u003e",
    "\u202e<tpircs\u202c \u2066x\u2069 \ufeff",
    '=HYPERLINK("https://asing.example/","tekan")',
)
