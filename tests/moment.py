"""The one moment at which tests stand, whatever the machine's clock says."""

from datetime import UTC, datetime

NOW = datetime(2026, 9, 14, 8, 0, tzinfo=UTC)
"""Monday 14 September 2026, 9am in London."""
