"""What the analysis leaves out: reasons, the child, identity, fathers, plain words.

QC12 to QC15, QC17 and QC24 (P2.2). A check of words can only ask; it never judges.
"""

import re
from collections.abc import Iterator

from rapidreview.evidence.answer_checks import SHORT_WORDS
from rapidreview.evidence.answers import Answers
from rapidreview.evidence.finding import Context, Finding, found, names_of
from rapidreview.evidence.form import Repeat
from rapidreview.evidence.telling import (
    is_boilerplate,
    plain,
    told_answers,
)

_ANALYSED = ("F1", "F2", "F3", "F4", "F9", "F10")
_WEIGHED = re.compile(
    r"\b(?:because|since|so|therefore|thus|hence|why|reasons?|although|though|unless)\b"
    r"|\b(?:led to|due to|as a result|resulted in|meant|means|meaning|effect\w*|impact\w*|caused?)\b"
    r"|\b(?:should|could have|would have|ought|might have|better|worse|too|enough)\b"
    r"|\b(?:reduced|increased|helped|harmed|prevented|hindered|assum\w+|allowed)\b"
    r"|\b(?:did not|was not|were not|not known|good practice|learn\w*)\b",
    re.I,
)
_CHILD = re.compile(
    r"\b(?:child(?:ren)?|baby|babies|infant|toddler|boys?|girls?|sons?|daughters?|pupils?"
    r"|brothers?|sisters?|siblings?|twins?|teenagers?|young (?:person|people))\b",
    re.I,
)
_LIVED = re.compile(
    r"\b(?:sa(?:id|ys?)|told|ask(?:ed|s)?|show(?:ed|s|n)?|drew|drawn|draw(?:s|ing)"
    r"|wrote|spoke|whisper\w*|named?|cr(?:y|ied|ies|ying)|smil\w+|laugh\w*|play\w*"
    r"|lik(?:ed?|es)|lov(?:ed?|es)|want(?:ed|s)?|wish\w*|fe(?:lt|els?|ared?)|hungry"
    r"|tired|thirst\w*|cold|afraid|frightened|happy|sad|sle(?:pt|eps?)|ate|eats?|liv(?:ed|es)"
    r"|home|mornings?|evenings?|nights?|day (?:was|is|began)|days|life|friends?|toys?)\b"
    r"|[“\"‘]",
    re.I,
)
_IDENTITY = ("B13", "B14", "B15")
_IDENTITY_WORDS = ("Ethnicity", "faith", "language")
_ABOUT_IDENTITY = re.compile(
    r"\b(?:rac(?:e|es|ial|ism|ist)|anti-racist|ethnic\w*|cultur\w+|faiths?|religio\w+"
    r"|church\w*|mosques?|temples?|synagogues?|languages?|interpret\w*|translat\w*"
    r"|identit\w+|heritage|black|asian|migrants?|travellers?|roma)\b",
    re.I,
)
_MEN = re.compile(
    r"\b(?:father|step-?father|dad|grandfather|grandad|uncle|brother|boyfriend|husband|man"
    r"|mother's partner)\b",
    re.I,
)
_VAGUE = (
    (re.compile(r"\bdisguised compliance\b", re.I), "disguised compliance"),
    (re.compile(r"\bprofessional curiosity\b", re.I), "professional curiosity"),
    (re.compile(r"\bhard[ -]to[ -](?:engage|reach)\b", re.I), "hard to engage"),
    (
        re.compile(r"\b(?:did not|failed to|non-?) ?engage(?:ment)?\b", re.I),
        "did not engage",
    ),
    (re.compile(r"\brisk assessments?\b", re.I), "risk assessment"),
)
_EXPLAINED = re.compile(
    r"\b(?:because|that is|by which|we mean|meaning|for example|such as|in that|namely"
    r"|found that|said that|showed that|concluded)\b|:",
    re.I,
)
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n")


def check_analysis(answers: Answers, context: Context) -> Iterator[Finding]:
    """QC12 to QC15, QC17 and QC24; of a nil return nothing is asked here."""
    if answers.is_nil:
        return
    yield from _retold(answers)
    yield from _voice(answers, context)
    yield from _identity(answers)
    yield from _fathers(answers)
    yield from _vague(answers)
    yield from _episodes(answers)


def weighs(text: str) -> bool:
    """Does it say why, or what it meant, and not only what happened?"""
    return _WEIGHED.search(text) is not None


def tells_of_a_childs_life(text: str) -> bool:
    """Does it speak of a child, and of what that child said, showed or lived?"""
    return bool(_CHILD.search(text) and _LIVED.search(text))


def speaks_of_identity(text: str) -> bool:
    """Does it speak of race, faith, culture or language?"""
    return _ABOUT_IDENTITY.search(text) is not None


def speaks_of_men(text: str) -> bool:
    """Does it speak of a father, or another man who cares for the child?"""
    return _MEN.search(plain(text)) is not None


def vague_terms(text: str) -> Iterator[tuple[str, int]]:
    """Terms that are used without saying what was seen or done, and how often."""
    for pattern, term in _VAGUE:
        bare = (one for one in _SENTENCE.split(text) if not _EXPLAINED.search(one))
        if number := sum(len(pattern.findall(sentence)) for sentence in bare):
            yield term, number


def _retold(answers: Answers) -> Iterator[Finding]:
    for code in _ANALYSED:
        text = answers.get(code)
        if len(text.split()) >= SHORT_WORDS and not weighs(text):
            words = (
                f"{code} describes what happened but not why, or what it meant for the "
                "child."
            )
            yield found("QC12", words, code)


def _voice(answers: Answers, context: Context) -> Iterator[Finding]:
    if answers.not_known("F5"):
        return
    text = answers.get("F5")
    if not (_speaks_of_a_child(answers, context, text) and _LIVED.search(text)):
        yield found("QC13", "The child’s own voice or daily life is missing.", "F5")


def _speaks_of_a_child(answers: Answers, context: Context, text: str) -> bool:
    """In a word for a child, or by the first name the return or the request has for one."""
    named = [
        answers.get(f"{code}_{number}")
        for number in range(1, answers.count(Repeat.CHILD) + 1)
        for code in ("B1", "B2")
    ]
    asked = [name for child in context.children for name in names_of(child)]
    firsts = {name.split()[0].casefold() for name in (*named, *asked) if name.split()}
    words = set(re.findall(r"\w+", text.casefold()))
    return bool(_CHILD.search(text) or words & firsts)


def _identity(answers: Answers) -> Iterator[Finding]:
    children = range(1, max(1, answers.count(Repeat.CHILD)) + 1)
    places = [f"{code}_{number}" for number in children for code in _IDENTITY]
    missing = [code for code in places if _is_unexplained(answers, code)]
    if missing:
        listed = _listed(missing)
        yield found("QC14", f"{listed} is missing, without a reason.", *missing)
    stated = [code for code in places if _is_stated(answers, code)]
    analysed = answers.get("F6")
    if stated and analysed.strip() and not _uses(analysed, answers, stated):
        words = f"{_listed(stated)} is recorded but not analysed."
        yield found("QC14", words, "F6")


def _is_unexplained(answers: Answers, code: str) -> bool:
    """Is it blank, or "not known" without a reason?"""
    text = answers.get(code).strip()
    return not text or is_boilerplate(text) or answers.not_known(code) == ""


def _is_stated(answers: Answers, code: str) -> bool:
    return bool(answers.get(code).strip()) and answers.not_known(code) is None


def _uses(text: str, answers: Answers, stated: list[str]) -> bool:
    """Does F6 speak of race, faith or language, or use a word of what is recorded?"""
    recorded = " ".join(answers.get(code) for code in stated if code[:3] != "B15")
    words = {word.casefold() for word in re.findall(r"\b[A-Z]\w{3,}", recorded)}
    used = set(re.findall(r"\w+", text.casefold()))
    return bool(_ABOUT_IDENTITY.search(text) or words & used)


def _listed(codes: list[str]) -> str:
    """The things meant, once each: "Ethnicity, faith or language"."""
    used = {code.partition("_")[0] for code in codes}
    pairs = zip(_IDENTITY, _IDENTITY_WORDS, strict=True)
    named = [word for code, word in pairs if code in used]
    words = " or ".join(filter(None, [", ".join(named[:-1]), named[-1]]))
    return words[:1].upper() + words[1:]


def _fathers(answers: Answers) -> Iterator[Finding]:
    members = range(1, answers.count(Repeat.MEMBER) + 1)
    if any(_MEN.search(plain(answers.get(f"C2_{number}"))) for number in members):
        return
    unknown = answers.chosen("C7") != "yes" and not _says_what_was_tried(answers)
    silent = not answers.not_known("F8") and (
        len(answers.get("F8").split()) < SHORT_WORDS
    )
    places = [*(["C7"] if unknown else []), *(["F8"] if silent else [])]
    if places:
        words = "Nothing is said about the father or other men caring for the child."
        yield found("QC15", words, "C", *places)


def _says_what_was_tried(answers: Answers) -> bool:
    text = answers.get("C7").strip()
    if reason := answers.not_known("C7"):
        return not is_boilerplate(reason)
    beneath = text.removeprefix(answers.chosen("C7")).strip()
    return bool(beneath) and not is_boilerplate(beneath) and reason is None


def _vague(answers: Answers) -> Iterator[Finding]:
    for code, text in told_answers(answers):
        for term, number in vague_terms(text):
            times = "once" if number == 1 else f"{number} times"
            words = f"“{term}” is used {times} without saying what was seen or done."
            yield found("QC17", words, code, count=number)


def _episodes(answers: Answers) -> Iterator[Finding]:
    episodes = range(1, answers.count(Repeat.EPISODE) + 1)
    if not episodes:
        yield found("QC24", "No key practice episode is analysed.", "D5")
    for number in episodes:
        codes = (f"D5c_{number}", f"D5d_{number}")
        empty = [code for code in codes if not _says(answers.get(code))]
        if empty:
            words = f"Key practice episode {number} gives no decision or no reasons."
            yield found("QC24", words, *empty)


def _says(text: str) -> bool:
    return bool(text.strip()) and not is_boilerplate(text)
