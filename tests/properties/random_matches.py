"""Random matches: nothing, or one or two keys, whose edges the random months meet."""

from datetime import time

from hypothesis import strategies as st

from invoicing.contracts.match import CodeRange, LocalHours, Match, Observed

HOURS = st.sampled_from(
    [
        (LocalHours(time(23), time(5)),),
        (LocalHours(time(8), time(17)),),
        (LocalHours(time(17), time(0)), LocalHours(time(0), time(8))),
    ]
)
KEYS = {
    "cpt": st.sampled_from(
        [
            (CodeRange("70450", "70450"),),
            (CodeRange("71000", "74999"),),
            (CodeRange("73562", "73562"), CodeRange("76700", "76700")),
        ]
    ),
    "exam_code": st.sampled_from([frozenset({"cthead"}), frozenset({"CTCAP", "UsAbd"})]),
    "modality": st.sampled_from([frozenset({"CT"}), frozenset({"US", "XR"})]),
    "read_type": st.just(frozenset({"preliminary"})),
    "priority": st.sampled_from([frozenset({"stat"}), frozenset({"stat", "critical"})]),
    "facility": st.just(frozenset({"north"})),
    "radiologist": st.just(frozenset({"jane-doe"})),
    "patient_class": st.just(frozenset({"E"})),
    "payer": st.just(frozenset({"medicare-il"})),
    "modifiers": st.sampled_from([frozenset({"LT"}), frozenset({"76", "RT"})]),
    "local_time": HOURS,
    "weekdays": st.sampled_from([frozenset({4}), frozenset({5, 6}), frozenset({0, 1, 2, 3, 4})]),
    "holiday": st.sampled_from([frozenset({"US"}), frozenset({"US-IL"}), frozenset({"ours"})]),
    "regions": st.sampled_from([2, 3]),
}


@st.composite
def matches(draw: st.DrawFn) -> Match:
    """Nothing, one key or two; hours with weekdays often by the night."""
    keys = draw(st.sampled_from([(), (), (1,), (1, 2)]))
    chosen = {name: draw(KEYS[name]) for name in (draw(st.sampled_from(sorted(KEYS))) for _ in keys)}
    by_day = not {"weekdays", "holiday"}.isdisjoint(chosen)
    observed = draw(st.sampled_from(Observed)) if "holiday" in chosen else Observed.BOTH
    return Match(**chosen, night_of=by_day and draw(st.sampled_from([True, True, False])), observed=observed)
