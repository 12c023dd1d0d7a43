"""What names may be: slugs of the content, and words that no sensitive flow may show (SS-4)."""

from __future__ import annotations

import re

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
"""What can be an address, a code or the value of a choice."""

TELLING_WORDS = re.compile(
    r"kekerasan|kdrt|korban|pelecehan|konseling|reintegrasi|perkosa|aniaya|cabul|seksual"
    r"|trauma|visum|violen|abuse|victim|counsel|\brape|assault|harass|sexual",
    re.IGNORECASE,
)
"""Words that no title, address, field name or file name of a sensitive flow may hold (SS-4)."""
