"""The caseworker's day: asked, late, changed, today, waiting, to answer; then all in care."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from flask import Blueprint, render_template

from casework.witnesses.queries import witnesses_in_my_care
from courts.london_time import london_day, spoken_day
from ethical_walls.permissions import Permission
from ethical_walls.sessions import WalledSession
from ethical_walls.viewers import Viewer
from witness_app.care import InCare, care_of
from witness_app.late_referrals import StepState, five_steps
from witness_app.next_steps import NextStep, StepKind
from witness_app.site import current
from witness_app.site.access import permits
from witness_app.staff.caseworkers.strip import (
    LateLine,
    Reach,
    ReportedLine,
    StepLine,
    late_line,
    reach_of,
    reported_lines,
    step_line,
)

pages = Blueprint("day", __name__)

HAS_ITS_OWN_LIST = frozenset({StepKind.REPLAN, StepKind.VISIT})
IS_A_PROPOSAL = frozenset({StepKind.ANSWER_PROPOSAL, StepKind.FIND_CASEWORKER})


@dataclass(frozen=True)
class DayLine:
    """One thing of the day: whom it is about, what, whose, when, and where it is done."""

    witness_id: UUID
    name: str
    party_label: str
    step: StepLine
    whose: str
    others: int = 0


@dataclass(frozen=True)
class WitnessLines:
    """The things of one list that are about one witness, or one re-plan, the soonest first."""

    lines: tuple[DayLine, ...]

    @property
    def first(self) -> DayLine:
        """The soonest of them: it says whom they are about."""
        return self.lines[0]


@dataclass(frozen=True)
class CareLine:
    """One witness in care: how to reach them now, their next hearing and their next step."""

    witness_id: UUID
    name: str
    party_label: str
    covering: str
    reach: Reach
    hearing: str | None
    certainty: str | None
    reported: tuple[ReportedLine, ...]
    step: StepLine


@dataclass(frozen=True)
class NearLine:
    """One witness whose trial is within five working days: what is done, and what comes next."""

    witness_id: UUID
    name: str
    party_label: str
    late: LateLine
    next_title: str
    next_address: str
    done: int
    of: int


@dataclass(frozen=True)
class Day:
    """A caseworker's day in the order of harm; a thing stands in one of the first six lists."""

    today: str
    reader: str
    near: tuple[NearLine, ...]
    asked: tuple[DayLine, ...]
    late: tuple[DayLine, ...]
    changed: tuple[DayLine, ...]
    due_today: tuple[DayLine, ...]
    waiting: tuple[DayLine, ...]
    to_answer: tuple[DayLine, ...]
    in_care: tuple[CareLine, ...]

    @property
    def lists(self) -> dict[str, tuple[WitnessLines, ...]]:
        """The first six lists by witness: somebody named twice in one stands in it once."""
        names = ("asked", "late", "changed", "due_today", "waiting", "to_answer")
        return {name: by_witness(getattr(self, name)) for name in names}


@pages.get("/day")
@permits(Permission.READ_WITNESS)
def show_day() -> str:
    """The day of whoever is signed in."""
    session, now = current.session(), current.now()
    cares = care_of(session, witnesses_in_my_care(session), now=now)
    day = day_of(cares, current.viewer(), now, near_lines(session, cares, now))
    return render_template("staff/caseworkers/day.html", day=day)


def near_lines(
    session: WalledSession, cares: Sequence[InCare], now: datetime
) -> tuple[NearLine, ...]:
    """Those whose trial is near, the nearest first; each is asked about by itself, being few."""
    near = [care for care in cares if care.short is not None]
    near.sort(key=lambda care: (_days_left(care), care.witness.name))
    return tuple(
        line
        for care in near
        if (line := _near_line(care, five_steps(session, care, now=now))) is not None
    )


def _days_left(care: InCare) -> int:
    return (care.short.working_days if care.short else None) or 0


def _near_line(care: InCare, found: tuple[StepState, ...]) -> NearLine | None:
    late = late_line(care)
    if late is None:
        return None
    step = next((state for state in found if not state.is_done), None)
    return NearLine(
        witness_id=care.witness.id,
        name=care.witness.name,
        party_label=care.witness.party_label,
        late=late,
        next_title=step.title if step else "",
        next_address=f"{late.address}#{step.step}" if step else late.address,
        done=sum(state.is_done for state in found),
        of=len(found),
    )


def day_of(
    cares: Sequence[InCare], viewer: Viewer, now: datetime, near: tuple[NearLine, ...] = ()
) -> Day:
    """The day, from what is known of everybody in care."""
    sorted_out: dict[str, list[tuple[InCare, NextStep]]] = {}
    for care in cares:
        for step in care.steps:
            sorted_out.setdefault(list_for(care, step, viewer, now), []).append((care, step))
    return Day(
        today=spoken_day(london_day(now)),
        reader=viewer.name,
        near=near,
        asked=_lines(sorted_out.get("asked", []), viewer),
        late=_lines(sorted_out.get("late", []), viewer),
        changed=_one_for_all(sorted_out.get("changed", []), viewer),
        due_today=_lines(sorted_out.get("due_today", []), viewer),
        waiting=_lines(sorted_out.get("waiting", []), viewer),
        to_answer=_lines(sorted_out.get("to_answer", []), viewer),
        in_care=tuple(
            _care_line(care, viewer, now)
            for care in sorted(cares, key=lambda care: (care.step.due_at, care.witness.name))
            if not is_only_asked(care, viewer)
        ),
    )


def list_for(care: InCare, step: NextStep, viewer: Viewer, now: datetime) -> str:
    """Which list of the day a step stands in; the first that claims it."""
    return next(
        (name for name, claims in LISTS.items() if claims(care, step, viewer, now)), "later"
    )


def _is_asked(care: InCare, step: NextStep, viewer: Viewer, _now: datetime) -> bool:
    asked = care.proposal.caseworker_id if care.proposal else None
    return step.kind is StepKind.ANSWER_PROPOSAL and asked == viewer.account_id


def _is_late(_care: InCare, step: NextStep, _viewer: Viewer, now: datetime) -> bool:
    return step.due_at < now and step.kind not in HAS_ITS_OWN_LIST


def _is_changed(_care: InCare, step: NextStep, _viewer: Viewer, _now: datetime) -> bool:
    return step.kind is StepKind.REPLAN


def _is_today(_care: InCare, step: NextStep, _viewer: Viewer, now: datetime) -> bool:
    return london_day(step.due_at) == london_day(now)


def _is_waiting(care: InCare, step: NextStep, viewer: Viewer, _now: datetime) -> bool:
    return step.kind in IS_A_PROPOSAL or step.whose not in {viewer.name, care.caseworker}


def _is_to_answer(_care: InCare, step: NextStep, _viewer: Viewer, _now: datetime) -> bool:
    return step.kind in {StepKind.ANSWER_WITNESS, StepKind.ANSWER_TEXT}


Claim = Callable[[InCare, NextStep, Viewer, datetime], bool]
LISTS: dict[str, Claim] = {
    "asked": _is_asked,
    "late": _is_late,
    "changed": _is_changed,
    "due_today": _is_today,
    "waiting": _is_waiting,
    "to_answer": _is_to_answer,
}


def is_only_asked(care: InCare, viewer: Viewer) -> bool:
    """Whether somebody was asked to take a witness on and has not answered: not in care yet."""
    asked = care.proposal.caseworker_id if care.proposal else None
    return asked == viewer.account_id and care.witness.caseworker_id is None


def by_witness(lines: Sequence[DayLine]) -> tuple[WitnessLines, ...]:
    """Lines together by witness, in the order of the soonest of each."""
    found: dict[UUID, list[DayLine]] = {}
    for line in lines:
        found.setdefault(line.witness_id, []).append(line)
    return tuple(WitnessLines(tuple(some)) for some in found.values())


def whose(care: InCare, step: NextStep, viewer: Viewer) -> str:
    """Whose a step is, where it is not simply the reader's own."""
    if step.whose != viewer.name:
        return step.whose
    return f"Covering {care.caseworker}" if covering(care, viewer) else ""


def _lines(some: Sequence[tuple[InCare, NextStep]], viewer: Viewer) -> tuple[DayLine, ...]:
    return tuple(
        DayLine(
            witness_id=care.witness.id,
            name=care.witness.name,
            party_label=care.witness.party_label,
            step=step_line(step, care),
            whose=whose(care, step, viewer),
        )
        for care, step in sorted(
            some, key=lambda each: (each[1].due_at, each[0].witness.name, each[1].what)
        )
    )


def _one_for_all(some: Sequence[tuple[InCare, NextStep]], viewer: Viewer) -> tuple[DayLine, ...]:
    """One line a re-plan, however many witnesses it is about."""
    by_replan: dict[UUID | None, list[DayLine]] = {}
    for care, step in some:
        by_replan.setdefault(step.subject_id, []).extend(_lines([(care, step)], viewer))
    return tuple(replace(lines[0], others=len(lines) - 1) for lines in by_replan.values())


def covering(care: InCare, viewer: Viewer) -> str:
    """For whom the viewer looks after somebody, and until when; empty where they are their own."""
    if care.cover is None or care.cover.account_id != viewer.account_id:
        return ""
    return f"Covering for {care.caseworker} until {spoken_day(london_day(care.cover.until_at))}"


def _care_line(care: InCare, viewer: Viewer, now: datetime) -> CareLine:
    return CareLine(
        witness_id=care.witness.id,
        name=care.witness.name,
        party_label=care.witness.party_label,
        covering=covering(care, viewer),
        reach=reach_of(care, now),
        hearing=care.hearing.words if care.hearing else None,
        certainty=care.hearing.certainty if care.hearing else None,
        reported=reported_lines(care),
        step=step_line(care.step, care),
    )
