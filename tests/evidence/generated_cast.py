"""Who is in a generated chronology: agencies, people, and what may be told otherwise."""

from dataclasses import dataclass

# Agency, and the record its rows come from.
AGENCIES = {
    "Eastvale Council Children's Services": "Case file",
    "Eastvale Police": "Incident log",
    "Eastvale General Hospital": "Patient record",
    "Eastvale Community Health": "Health visiting record",
    "Mill Lane Surgery": "GP record",
    "St Wilfrid's Primary School": "Safeguarding file",
    "Castle Homes": "Tenancy file",
    "Bridge drug and alcohol service": "Client notes",
}
CSC, POL, HOS, HVS, GP, SCH, HOU, DRU = AGENCIES

TILLY, KYLE, BOTH, JADE, DEAN = (
    "Tilly Brand",
    "Kyle Brand",
    "Tilly Brand; Kyle Brand",
    "Jade Brand",
    "Jade Brand; Dean Pratt",
)

SLOTS = {
    "hurt": ["left forearm", "right shin", "left cheek", "right ear", "left thigh"],
    "count": ["two", "three", "four", "five", "six"],
    "percent": [
        "68 per cent",
        "74 per cent",
        "81 per cent",
        "88 per cent",
        "59 per cent",
    ],
    "carer": ["mother", "father", "grandmother", "stepfather"],
    "thing": [
        "a toy bus",
        "the stairs",
        "a skipping rope",
        "the garden wall",
        "a hot pan",
    ],
    "food": ["cereal", "crisps", "bread", "biscuits"],
    "drug": ["cocaine", "heroin", "cannabis"],
    "sum": ["£420", "£655", "£890", "£1,240"],
    "street": ["Orchard Street", "Tanner's Row", "Beacon Hill", "Priory Close"],
    "risk": ["standard", "medium", "high"],
}


@dataclass(frozen=True)
class Event:
    """One event in the words of those who tell it; ``slots`` are what may be told otherwise.

    ``shifts``: may one of them give another date? Then it is a thing that has one date.
    """

    name: str
    who: str
    told: dict[str, list[str]]
    slots: tuple[str, ...] = ()
    shifts: bool = True
