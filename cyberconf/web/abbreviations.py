# ruff: noqa: E501  # lines are filled with offsets
"""Abbreviations of zones and what they can mean."""

from __future__ import annotations

# Minutes east of UTC that an abbreviation stands for, and the zone that is meant where no place is named; None
# where several are: then the person importing has to say it.
ABBREVIATIONS: dict[str, tuple[tuple[int, ...], str | None]] = {
    "UTC": ((0,), "UTC"),
    "GMT": ((0,), "Europe/London"),
    "BST": ((60,), "Europe/London"),
    "WET": ((0,), "Europe/Lisbon"),
    "WEST": ((60,), "Europe/Lisbon"),
    "CET": ((60,), "Europe/Brussels"),
    "CEST": ((120,), "Europe/Brussels"),
    "MEZ": ((60,), "Europe/Berlin"),
    "MESZ": ((120,), "Europe/Berlin"),
    "HNEC": ((60,), "Europe/Paris"),
    "EET": ((120,), "Europe/Athens"),
    "EEST": ((180,), "Europe/Athens"),
    "MSK": ((180,), "Europe/Moscow"),
    "МСК": ((180,), "Europe/Moscow"),
    "TRT": ((180,), "Europe/Istanbul"),
    "CAT": ((120,), "Africa/Maputo"),
    "EAT": ((180,), "Africa/Nairobi"),
    "WAT": ((60,), "Africa/Lagos"),
    "SAST": ((120,), "Africa/Johannesburg"),
    "GST": ((240,), "Asia/Dubai"),
    "PKT": ((300,), "Asia/Karachi"),
    "ICT": ((420,), None),  # Indochina Time, but at these conferences the technology
    "SGT": ((480,), "Asia/Singapore"),
    "HKT": ((480,), "Asia/Hong_Kong"),
    "JST": ((540,), "Asia/Tokyo"),
    "KST": ((540,), "Asia/Seoul"),
    "AEST": ((600,), "Australia/Sydney"),
    "AEDT": ((660,), "Australia/Sydney"),
    "NZST": ((720,), "Pacific/Auckland"),
    "NZDT": ((780,), "Pacific/Auckland"),
    "EST": ((-300,), "America/New_York"),
    "EDT": ((-240,), "America/New_York"),
    "ET": ((-300, -240), "America/New_York"),
    "CDT": ((-300, -240), None),
    "CST": ((-360, 480, -300), None),
    "CT": ((-360, -300), "America/Chicago"),
    "MST": ((-420,), "America/Denver"),
    "MDT": ((-360,), "America/Denver"),
    "PST": ((-480, 480), None),
    "PDT": ((-420,), "America/Los_Angeles"),
    "PT": ((-480, -420), "America/Los_Angeles"),
    "IST": ((330, 60, 120), None),
    "AST": ((-240, 180), None),
    "BRT": ((-180,), "America/Sao_Paulo"),
    "ART": ((-180,), "America/Argentina/Buenos_Aires"),
}
# "Mountain Daylight Time", "Eastern Time" …: the zone meant, and the minutes east of UTC that it can stand for.
SPOKEN_ZONES: dict[str, tuple[str, tuple[int, ...]]] = {
    "eastern": ("America/New_York", (-300, -240)),
    "mountain": ("America/Denver", (-420, -360)),
    "pacific": ("America/Los_Angeles", (-480, -420)),
    "central european": ("Europe/Brussels", (60, 120)),
    "eastern european": ("Europe/Athens", (120, 180)),
    "eastern africa": ("Africa/Nairobi", (180,)),
    "british": ("Europe/London", (0, 60)),
    "greenwich mean": ("Europe/London", (0,)),
    "moscow": ("Europe/Moscow", (180,)),
}
# Where one that means several is used most.
OF_SEVERAL = {
    "AST": ("America/Halifax", "Asia/Riyadh"),
    "CDT": ("America/Chicago", "America/Havana"),
    "CST": ("America/Chicago", "America/Havana", "Asia/Shanghai"),
    "IST": ("Asia/Jerusalem", "Asia/Kolkata", "Europe/Dublin"),
    "PST": ("America/Los_Angeles", "Asia/Manila"),
}
NEVER_A_ZONE = {"ICT"}

# Zones for offsets that no hour has.
HALF_HOUR_ZONES = {
    -210: "America/St_Johns", 210: "Asia/Tehran", 270: "Asia/Kabul", 330: "Asia/Kolkata", 345: "Asia/Kathmandu",
    390: "Asia/Yangon", 570: "Australia/Darwin",
}  # fmt: skip
