"""The stations near a court as people on foot want them: how many minutes, not metres."""

import math
import re

METRES_A_MINUTE = 80
"""How far somebody walks in a minute, as maps count it."""
_STATION = re.compile(r"^(?P<name>.+), (?P<metres>\d+) m$")


def on_foot(stations: str) -> str:
    """What the register says in metres ("Wanstead, 980 m; …"), in minutes' walk."""
    return ", ".join(_one(station.strip()) for station in stations.split(";") if station.strip())


def heading(stations: str) -> str:
    """One nearest station, or several."""
    return "Nearest stations" if ";" in stations else "Nearest station"


def _one(station: str) -> str:
    found = _STATION.match(station)
    if found is None:
        return station
    minutes = math.ceil(int(found["metres"]) / METRES_A_MINUTE)
    walk = "1 minute\u2019s walk" if minutes == 1 else f"{minutes} minutes\u2019 walk"
    return f"{found['name']} ({walk})"
