"""Which reader a file is for, and which files are refused whole."""

from collections.abc import Callable
from datetime import datetime, timedelta

from courts.lists import crown_daily, crown_warned, magistrates_standard
from courts.lists.json_parts import Part, parsed
from courts.lists.rules import LARGEST_FILE_BYTES, CourtList, ListRefused
from courts.london_time import spoken

CLOCKS_MAY_DIFFER_BY = timedelta(minutes=15)

READERS: dict[str, Callable[[Part], CourtList]] = {
    crown_daily.ROOT: crown_daily.read,
    crown_warned.ROOT: crown_warned.read,
}


def read_list(data: bytes, received_at: datetime) -> CourtList:
    """The list that a file holds.

    Args:
        data: The file as it came.
        received_at: When it came; a list published after that is refused.

    Raises:
        ListRefused: With one plain sentence that says what is wrong with the file as a whole.
    """
    if not data.strip():
        raise ListRefused("This file is empty.")
    if len(data) > LARGEST_FILE_BYTES:
        raise ListRefused("This file is larger than 8 MB: no court list is.")
    whole = parsed(data)
    roots = [root for root in READERS if whole.has(root)]
    is_magistrates = all(whole.has(member) for member in magistrates_standard.MEMBERS)
    if len(roots) + is_magistrates != 1:
        raise ListRefused(
            "This file is JSON, but not a Crown Court daily or warned list or a magistrates' "
            "standard list as HMCTS publishes them."
        )
    if is_magistrates:
        read = magistrates_standard.read(whole)
    else:
        read = READERS[roots[0]](whole.part(roots[0]))
    if read.published_at > received_at + CLOCKS_MAY_DIFFER_BY:
        raise ListRefused(
            f"This list says it was published on {spoken(read.published_at)}, which is still to "
            f"come. Check the file."
        )
    return read
