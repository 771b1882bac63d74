"""Fields of words of which two together say what neither says alone: who gives, and to what forces."""

from __future__ import annotations

import re
from typing import NamedTuple

from kg.iris import TOPIC

__all__ = ["TOGETHER", "Joined"]

_FORCES = (
    r"nav(?:y|ies)|arm(?:y|ies)|air\sforces?|coast\s?guards?|armed\sforces|security\sforces|"
    r"troops|soldiers|police\w*|gendarm\w+|border\s(?:guards?|police|troops)|cadets|officers|"
    r"non-commissioned|submariners|sailors|seamen|pilots|aircrews?|crews|marines|rangers|recruits|battalions?|brigades?|"
    r"boarding\steams|frontier\sguards?|customs"
)
_GEAR = (
    r"corvettes?|frigates?|(?:patrol|coast\sguard|naval)\s(?:vessels?|boats?|ships?|craft)|patrol\saircraft|radars?|"
    r"armou?red|trucks|howitzers?|artillery|tanks|ammunition|shells|weapons|arms|missiles|drones|helmets|helicopters?|"
    r"speedboats|interceptors?|launchers?|military\s(?:equipment|vehicles|support|package)|body\sarmou?r|"
    r"air\sdefen[cs]e\ssystems?|minehunters?|launches|jeeps"
)
_PUPILS = (
    r"administrators|(?:civil|public)\sservants|(?:public|government|young|local|tax)\sofficials|judges|prosecutors|teachers|"
    r"doctors|nurses|engineers|diplomats|entrepreneurs|workers|technicians|farmers|managers|lawyers|"
    r"specialists|midwives|scientists|professionals|women"
)


class Joined(NamedTuple):
    """Words that speak of a topic only together, in any order.

    With words of ``unlike`` they do not. The topics in ``silent`` are those that they then no longer speak of.

    >>> pair = next(p for p in TOGETHER if p.topic.endswith("sanctions"))
    >>> bool(pair.one.search("frozen assets")), bool(pair.other.search("frozen fish"))
    (True, False)
    """

    topic: str
    one: re.Pattern[str]
    other: re.Pattern[str]
    unlike: re.Pattern[str]
    silent: frozenset[str]


def _joined(topic: str, one: str, other: str, *, unlike: str = r"(?!)", silent: str = "") -> Joined:
    """Return a pair of word fields that speak together of a topic."""
    # in small letters: a pattern that ignores case is twice as slow
    first, second, third = (re.compile(rf"\b(?:{w.lower()})\b") for w in (one, other, unlike))
    return Joined(TOPIC + topic, first, second, third, frozenset(TOPIC + t for t in silent.split()))


# Who gives or teaches, and what or whom: neither half alone tells that a force is being built up.
TOGETHER = (
    _joined(
        "capacity-building",
        r"gift\w*|donat\w+|hand(?:ed|ing|s)?[\s-]over|handover|grants?|tranche|packages?|assistance|assist\w*|"
        r"help\s(?:to\s)?(?:build|equip|train|strengthen|moderni[sz]e)|equip(?:s|ped|ping)?",
        rf"{_FORCES}|{_GEAR}",
        unlike=r"s[eo]ld|sales?|sell\w*|purchas\w+|b[ou]u?(?:y|ght)|procure\w*|maintenance|humanitarian|disaster\w*|relief|"
        r"political|readiness|surveillance\sradar",
        silent="development defense-industry maritime-security exercises-and-readiness "
        "alliance-and-defense-cooperation",
    ),
    _joined(
        "capacity-building",
        r"(?:training|courses?|instruction)\s(?:of|for|to|given)|trains?|trained|instructors",
        _FORCES,
        unlike=r"joint|together|exercises?|peacekeep\w+|rotational|combined",
        silent="exercises-and-readiness development people-to-people trade-and-investment",
    ),
    _joined(
        "defense-agreements",
        r"upgrad\w+|renew\w*|extension|conclu\w+|negotiat\w+|draft\w*|terminat\w+|revis\w+|replac\w+",
        r"(?:defen[cs]e|military|bases?|facilities|forces)\s(?:\w+\s){0,2}(?:agreements?|arrangements?|accord)",
        unlike=r"information|equipment",
        silent="alliance-and-defense-cooperation",
    ),
    _joined(
        "host-communities",
        r"claims?|compensation|damages?|accidents?|crash\w*|opinion|villagers|residents|inhabitants|mayors?|farmland|anger|"
        r"protests|demonstrations|neighbou?rs|townspeople|schools|noise",
        r"bases?|troops|aircraft|servicemen|service\smembers?|soldiers|airmen|flights|garrisons?|barracks|ranges?|airfields?|"
        r"stationed|helicopters?|Ospreys?|jets",
        unlike=r"Ukrain\w*|Russia\w*|Israel\w*|Syria\w*|terror\w*|training|passenger|ballistic|nuclear",
    ),
    _joined(
        "humanitarian",
        r"aid|assistance|supplies|food|medicines?|fuel|water|crossings?|corridors?",
        r"civilians?|population|Rafah|Kerem\sShalom|famine|hunger|starv\w+|besieged|unhindered|reopen\w*|children|families",
        unlike=r"military|training|trade|tourism",
    ),
    _joined(
        "sanctions",
        r"froze|frozen|freez\w+|immobili[sz]ed|seiz\w+|confiscat\w+",
        r"assets|reserves|funds|accounts",
    ),
    _joined(
        "climate",
        r"green|low-carbon|zero-carbon|clean|carbon-neutral|fossil-free|electric|zero-emission",
        r"steel|vehicles?|cars|cement|shipping|aviation|transport|buses|industr(?:y|ies)|economy|growth|fund|bonds?",
        silent="trade-and-investment",
    ),
    _joined(
        "science-and-technology",
        r"mission|launch\w*|landing|flight|crew|astronauts?|programme?",
        r"Apollo|Gemini|Soyuz|Artemis|moon|lunar|orbit\w*|Mars|Chandrayaan|spacecraft|spaceflight",
        unlike=r"missiles?|DPRK|North\sKorea\w*|reconnaissance|ballistic|spy",
    ),
    _joined("development", r"training|trains?|trained|courses?", _PUPILS, silent="exercises-and-readiness"),
    _joined(
        "trade-and-investment",
        r"invest(?:s|ing|ed)?|participat\w+|bids?|bidding|expand\w*|operat\w+",
        r"compan(?:y|ies)|firms?|business(?:es)?|investors|enterprises|industrialists",
        unlike=r"submarines?|defen[cs]e|frigates?|arms|military|weapons",
    ),
)
"""The pairs of word fields, in the order in which they are heard."""
