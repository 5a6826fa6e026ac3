"""Court lists in HMCTS's own JSON shape: the same builder that the demo world is made with."""

from witness_app.demo.court_lists import (
    NOWHERE,
    SNARESBROOK,
    Accused,
    CourtHouse,
    Json,
    Listed,
    MagistratesListed,
    a_crown_daily_list,
    a_crown_warned_list,
    a_magistrates_standard_list,
    as_file,
)

__all__ = [
    "NOWHERE",
    "SNARESBROOK",
    "Accused",
    "CourtHouse",
    "Json",
    "Listed",
    "MagistratesListed",
    "a_crown_daily_list",
    "a_crown_warned_list",
    "a_magistrates_standard_list",
    "as_file",
]
