"""What becomes of a mail: something on a case, or held for a person. Never nothing.

`finding` says whose mail it is and about which case, `deciding` what it is, `taking` puts it on the
case, `telling` writes to people about what is held. `receiving` is one transaction around them.
"""

from loket_inbox.domain.outcomes import Outcome
from loket_inbox.reception.receiving import receive

__all__ = ["Outcome", "receive"]
