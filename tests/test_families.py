"""Each family: a complete request is granted; with one thing missing it is refused, and for that.

The requests are made up. What each needs is what the guideline asks, told in a line; the date of
decision is January 2017, the injury is two years old unless a line gives its weeks.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from imrkit.cases.case import Case
from imrkit.cases.text import CaseFile, Injury, Item, Published, Refusal, Worker
from imrkit.check.judge import Judged
from imrkit.determination import Determination, decide
from imrkit.facts import date_span
from imrkit.rules.rulebook import rulebook

NOTHING = None
"""In place of a value: the file does not speak of it."""
Value = int | bool | str | None


@dataclass(frozen=True)
class Lack:
    """What is missing or contrary, and the criterion on which the request then fails."""

    what: str
    criterion: str
    fact: str
    value: Value = NOTHING


@dataclass(frozen=True)
class Asked:
    """A complete request: what for, which facts make it complete, and what it can lack."""

    treatment: str
    part: str
    facts: dict[str, Value]
    lacks: tuple[Lack, ...]
    rule: str = ""


def asked(
    treatment: str, part: str, *lacks: tuple[object, ...], rule: str = "", **facts: Value
) -> Asked:
    """One line of the table; a lack is (what, criterion, fact), with a value at its end or none."""
    return Asked(treatment, part, facts, tuple(Lack(*lack) for lack in lacks), rule)  # type: ignore[arg-type]


NO_CARE = ("no conservative care is documented", "care_failed", "conservative_care_failed")
STILL_HELPS = ("the care still helps", "care_failed", "improving_with_care", True)
NO_OPERATION = ("the operation is not supported", "operation", "surgery_necessary", False)
REPEATED = ("a study that answers it was done", "not_repeated", "prior_study_done", True)
NO_REASON = ("the request does not say why", "acted_on", "would_change_management")
NOT_NEW = ("it is no first prescription, without effect", "effective", "first_request", False)
ONE_MORE = ("another of the class is taken", "one_of_class", "same_class_in_use", True)
NO_GAIN = ("no functional improvement is documented", "improved", "functional_improvement")
UNREFUTED = ("no evidence for a variance", "variance", "variance_supported")

FAMILIES: dict[str, Asked] = {
    # ---- therapy and programmes
    "a first trial of physical therapy": asked(
        "physical therapy", "low back",
        ("no deficits are recorded", "deficits", "objective_deficits"),
        ("the visits before are not documented", "first_course", "visits_completed"),
        ("more than the trial is asked for", "first_course", "visits_requested", 8),
        ("only passive treatment is asked for", "active", "passive_only", True),
        ("there is no complaint of the part", "deficits", "complaint_in_part", False),
        visits_requested=6, visits_completed=0, objective_deficits=True,
    ),
    "physical therapy after a course that helped": asked(
        "physical therapy", "low back",
        NO_GAIN,
        ("the course was used up", "within_course", "visits_completed", 8),
        visits_requested=4, visits_completed=6, objective_deficits=True,
        functional_improvement=True,
    ),
    "three visits to set up home exercise": asked(
        "occupational therapy", "right wrist",
        ("six are asked for", "fits_purpose", "visits_requested", 6),
        visits_requested=3, visits_completed=0, purpose="home exercise programme",
    ),
    "therapy four weeks after an operation": asked(
        "postsurgical physical therapy", "knee",
        ("more than half the general course", "initial_course", "visits_requested", 8),
        visits_requested=6, visits_completed=0, months_since_surgery=1,
        surgery="meniscectomy for a meniscal tear", rule="postsurgical_2009.physical_medicine",
    ),
    "aquatic therapy for a heavy worker": asked(
        "aquatic therapy", "low back",
        ("exercise on land would do", "less_weight", "reduced_weight_bearing_needed", False),
        ("the visits before are not documented", "within_course", "visits_completed"),
        visits_requested=6, visits_completed=0, reduced_weight_bearing_needed=True,
    ),
    "a gym after home exercise that failed": asked(
        "gym membership", "low back",
        ("home exercise was not tried", "home_failed", "home_programme_failed", False),
        ("no equipment is needed", "equipment", "equipment_needed", False),
        ("nobody monitors it", "monitored", "professional_monitoring"),
        home_programme_failed=True, equipment_needed=True, professional_monitoring=True,
    ),
    "a trial of chiropractic": asked(
        "chiropractic treatment", "neck",
        ("it is for the knee", "part_recommended", "body_part", "knee"),
        ("the visits before are not documented", "within_trial", "visits_completed"),
        ("it is to maintain a state", "not_maintenance", "maintenance_care", True),
        visits_requested=6, visits_completed=0,
    ),
    "chiropractic that brought back function": asked(
        "chiropractic treatment", "low back",
        NO_GAIN,
        ("the total is used up", "within_total", "visits_completed", 14),
        visits_requested=6, visits_completed=6, functional_improvement=True,
    ),
    "massage beside exercise": asked(
        "massage", "neck",
        ("it stands alone", "adjunct", "adjunct_to_rehabilitation", False),
        ("ten visits are asked for", "within_limit", "visits_requested", 10),
        visits_requested=4, visits_completed=0, adjunct_to_rehabilitation=True,
    ),
    "a trial of acupuncture": asked(
        "acupuncture", "low back",
        ("medicine is not reduced, nothing goes with it", "role",
         "medication_reduced_or_not_tolerated"),
        ("twelve are asked for at once", "within_trial", "visits_requested", 12),
        ("four a week", "frequency", "visits_per_week", 4),
        ("a laser is added", "nothing_added", "includes_not_recommended", True),
        visits_requested=6, visits_completed=0, visits_per_week=2,
        medication_reduced_or_not_tolerated=True,
    ),
    "a month's trial of TENS": asked(
        "TENS unit", "low back",
        ("the pain is new", "long_pain", "pain_months", 1),
        ("other treatment did not fail", "others_failed", "conservative_care_failed", False),
        ("nothing goes with it", "adjunct", "adjunct_to_rehabilitation"),
        ("no goals are stated", "goals", "treatment_goals_stated"),
        ("it is asked for to keep", "trial", "device_trial_only", False),
        pain_months=12, conservative_care_failed=True, adjunct_to_rehabilitation=True,
        treatment_goals_stated=True, device_trial_only=True,
    ),
    "an H-wave trial after TENS": asked(
        "H-wave unit", "low back",
        ("TENS was not tried", "tens_first", "tens_failed", False),
        ("the pain is of another kind", "kind_of_pain", "neuropathic_or_inflammatory", False),
        neuropathic_or_inflammatory=True, conservative_care_failed=True, tens_failed=True,
        adjunct_to_rehabilitation=True, device_trial_only=True,
    ),
    "an interferential trial": asked(
        "interferential unit", "low back",
        ("none of the reasons is documented", "reason", "pain_not_controlled_by_medicine"),
        ("nothing goes with it", "adjunct", "adjunct_to_rehabilitation", False),
        pain_not_controlled_by_medicine=True, adjunct_to_rehabilitation=True,
        device_trial_only=True,
    ),
    "first visits of ultrasound beside exercise": asked(
        "therapeutic ultrasound", "shoulder",
        ("it stands alone", "adjunct", "adjunct_to_rehabilitation", False),
        ("there were visits before, result unknown", "improved", "visits_completed", 6),
        visits_requested=4, visits_completed=0, adjunct_to_rehabilitation=True,
    ),
    "two weeks of functional restoration": asked(
        "functional restoration programme", "low back",
        ("no baseline evaluation", "evaluated", "baseline_evaluation_done"),
        ("function was not lost", "function_lost", "significant_function_loss", False),
        ("motivation is not documented", "motivated", "motivated_to_change"),
        ("predictors were not addressed", "predictors", "negative_predictors_addressed"),
        ("the worker goes to surgery; four weeks", "no_surgery", "visits_requested", 20),
        visits_requested=10, visits_completed=0, baseline_evaluation_done=True,
        conservative_care_failed=True, significant_function_loss=True, surgery_an_option=True,
        motivated_to_change=True, negative_predictors_addressed=True,
        functional_improvement=True,
    ),
    "two weeks of work conditioning": asked(
        "work conditioning", "low back",
        ("the injury is too old", "within_two_years", "weeks_since_injury", 150),
        ("it was done before", "not_repeated", "programme_repeated", True),
        visits_requested=8, visits_completed=0, weeks_requested=2, weeks_since_injury=60,
        programme_repeated=False,
    ),
    "a functional capacity evaluation": asked(
        "functional capacity evaluation", "",
        ("there is no occasion for it", "occasion", "failed_return_to_work"),
        ("the worker is at full duty", "work_in_question", "full_duty", True),
        failed_return_to_work=True,
    ),
    "home nursing of a wound after surgery": asked(
        "home health care", "",
        ("no hospital stay or surgery came before", "occasion", "after_hospital_or_surgery"),
        ("no task for skilled care", "homebound", "skilled_care_needed", False),
        after_hospital_or_surgery=True, skilled_care_needed=True,
    ),
    "a trial of psychotherapy for pain": asked(
        "cognitive behavioural therapy", "",
        ("exercise alone was not tried", "gate", "exercise_therapy_no_progress"),
        ("ten are asked for at once", "within_trial", "visits_requested", 10),
        visits_requested=4, visits_completed=0, exercise_therapy_no_progress=True,
    ),
    "biofeedback within psychotherapy": asked(
        "biofeedback", "",
        ("psychotherapy is not documented", "within_cbt", "cognitive_therapy_given"),
        visits_requested=4, visits_completed=0, cognitive_therapy_given=True,
    ),
    "a psychological evaluation": asked(
        "psychological evaluation", "",
        ("no psychological condition is in sight", "indicated", "psychological_indication"),
        psychological_indication=True,
    ),
    "day treatment in a psychiatric crisis": asked(
        "partial hospitalisation", "",
        ("nobody is at risk", "serious", "risk_to_self_or_others", False),
        ("less care would do", "lesser_care", "lesser_care_insufficient"),
        risk_to_self_or_others=True, lesser_care_insufficient=True,
    ),
    "a stay in an inpatient rehabilitation unit": asked(
        "inpatient rehabilitation", "",
        ("the need for three hours a day is not documented", "intensive",
         "needs_intensive_therapy"),
        ("the worker could manage at home", "not_at_home", "manages_at_home", True),
        ("a month is asked for", "within_stay", "days_requested", 30),
        needs_intensive_therapy=True, manages_at_home=False, days_requested=10,
    ),
    # ---- studies
    "MRI of the low back with a nerve deficit": asked(
        "MRI", "lumbar spine",
        ("the examination shows no deficit", "nerve_compromise", "neuro_deficit_on_exam", False),
        NO_CARE, STILL_HELPS, REPEATED,
        ("nobody would operate", "surgery_option", "surgery_contemplated"),
        ("the request does not say why", "surgery_option", "would_change_management"),
        neuro_deficit_on_exam=True, conservative_care_failed=True,
        surgery_contemplated=True, would_change_management=True,
    ),
    "MRI of the neck for a red flag": asked(
        "MRI", "cervical spine",
        ("there is none", "nerve_compromise", "red_flags", False),
        red_flags=True, neuro_deficit_on_exam=False, conservative_care_failed=False,
    ),
    "MRI of the knee with signs of a tear": asked(
        "MRI", "left knee",
        ("the examination points to nothing", "findings", "exam_corroborates", False),
        NO_CARE, REPEATED,
        ("nobody would operate", "surgery_option", "surgery_contemplated"),
        exam_corroborates=True, conservative_care_failed=True,
        surgery_contemplated=True, would_change_management=True,
    ),
    "MRI of the shoulder with signs of a tear": asked(
        "MRI", "right shoulder",
        ("the examination is not documented", "findings", "exam_corroborates"),
        NO_CARE, STILL_HELPS,
        exam_corroborates=True, conservative_care_failed=True,
        surgery_contemplated=True, would_change_management=True,
    ),
    "MRI of the wrist after failed care": asked(
        "MRI", "left wrist",
        ("the examination points to nothing", "findings", "exam_corroborates", False),
        NO_CARE, NO_REASON, REPEATED,
        exam_corroborates=True, conservative_care_failed=True,
        would_change_management=True,
    ),
    "MRI of the hip after failed care": asked(
        "MRI", "right hip",
        ("the examination points to nothing", "findings", "exam_corroborates", False),
        NO_CARE, NO_REASON,
        exam_corroborates=True, conservative_care_failed=True, rule="odg.hip_imaging",
        would_change_management=True,
    ),
    "MRI of the spine and the pelvis": asked(
        "MRI", "spine and pelvis",
        ("only one of them is shown to need it", "every_part", "every_part_qualifies", False),
        ("the file does not tell them apart", "every_part", "every_part_qualifies"),
        NO_CARE,
        every_part_qualifies=True, conservative_care_failed=True, neuro_deficit_on_exam=True,
        exam_corroborates=True,
    ),
    "CT of the head after a seizure": asked(
        "CT", "head",
        ("there are no such signs", "signs", "head_injury_signs", False),
        ("it comes after the first days", "early", "scan_within_72_hours", False),
        ("no further sign of risk is recorded", "early", "head_injury_risk_sign"),
        REPEATED,
        head_injury_signs=True, head_injury_risk_sign=True, scan_within_72_hours=True,
    ),
    "MRI of the head for a deficit that CT does not explain": asked(
        "MRI", "head",
        ("CT explains it", "unexplained", "deficit_unexplained_by_ct", False),
        REPEATED,
        deficit_unexplained_by_ct=True, prolonged_disturbed_consciousness=False,
        rule="odg.head_mri",
    ),
    "films of the hip after a severe injury": asked(
        "x-ray", "right hip",
        ("nothing suggests a fracture", "fracture", "fracture_suspected", False),
        REPEATED,
        fracture_suspected=True, severe_acute_injury=False, hip_arthritis_risk=False,
        osteoarthritis=False, rule="odg.hip_radiographs",
    ),
    "a sleep study for suspected apnea": asked(
        "sleep study", "",
        ("nothing points to apnea", "breathing", "sleep_apnea_suspected", False),
        sleep_apnea_suspected=True, daytime_sleepiness=False, insomnia_months=3,
        rule="odg.sleep_study",
    ),
    "a sleep study for long insomnia": asked(
        "sleep study", "",
        ("it has lasted for weeks", "long_insomnia", "insomnia_months", 2),
        ("no treatment was tried", "care_failed", "insomnia_treatment_failed", False),
        ("no psychiatric cause was looked for", "no_psychiatric_cause",
         "psychiatric_cause_excluded"),
        sleep_apnea_suspected=False, daytime_sleepiness=False, insomnia_months=9,
        insomnia_treatment_failed=True, psychiatric_cause_excluded=True,
    ),
    "films of the skull where there is no CT": asked(
        "x-ray", "skull",
        ("there are no such signs", "signs", "head_injury_signs", False),
        ("CT is to be had", "no_ct", "ct_not_available", False),
        head_injury_signs=True, ct_not_available=True,
    ),
    "films of the low back for a suspected fracture": asked(
        "x-ray", "low back",
        ("pain alone, even if care failed", "fracture", "fracture_suspected", False),
        REPEATED,
        fracture_suspected=True, conservative_care_failed=True, changed_since_study=False,
    ),
    "films of the shoulder after six weeks of care": asked(
        "x-ray", "right shoulder",
        ("they are asked for in the first weeks", "waited", "weeks_since_injury", 2),
        ("no care came before", "waited", "conservative_care_failed", False),
        weeks_since_injury=7, conservative_care_failed=True,
    ),
    "a bone scan for a tumor": asked(
        "bone scan", "leg",
        ("no tumor is suspected", "serious", "tumour_or_infection_suspected", False),
        REPEATED,
        tumour_or_infection_suspected=True, crps_criteria_met=False, rule="odg.bone_scan",
    ),
    "a bone scan for early CRPS": asked(
        "bone scan", "foot",
        ("too few signs are recorded", "enough_signs", "crps_criteria_met", False),
        ("it comes late", "early", "weeks_since_injury", 60),
        diagnosis_group="reflex sympathetic dystrophy (CRPS)", crps_criteria_met=True,
        weeks_since_injury=12,
    ),
    "EMG of the arm for a root in the neck": asked(
        "EMG", "neck",
        ("the examination finds no sign", "nerve_signs", "exam_corroborates", False),
        NO_CARE, STILL_HELPS, REPEATED, NO_REASON,
        ("radiculopathy is plain already", "not_obvious", "radiculopathy_obvious", True),
        exam_corroborates=True, sensory_deficit=False, motor_deficit=False,
        conservative_care_failed=True, weeks_since_injury=8,
        rule="chronic_pain_2016.electromyography",
        would_change_management=True,
    ),
    "nerve conduction in both legs with two sources in question": asked(
        "NCS", "bilateral lower extremities",
        ("no other source is in question", "second_source", "differential_diagnosis", False),
        NO_CARE, NO_REASON,
        ("the examination is not documented", "nerve_signs", "exam_corroborates"),
        exam_corroborates=True, conservative_care_failed=True, differential_diagnosis=True,
        weeks_since_injury=8, rule="chronic_pain_2016.nerve_conduction",
        would_change_management=True,
    ),
    "EMG and nerve conduction of neck and wrists": asked(
        "EMG/NCS", "neck and wrists",
        NO_CARE, REPEATED, NO_REASON,
        sensory_deficit=True, conservative_care_failed=True, weeks_since_injury=7,
        rule="chronic_pain_2016.nerve_conduction",
        would_change_management=True,
    ),
    "nerve conduction of a numb hand at six weeks": asked(
        "NCS", "left hand",
        ("it is asked for at once", "lasting", "weeks_since_injury", 2),
        ("no numbness is documented", "nerve_signs", "paresthesias"),
        STILL_HELPS, REPEATED,
        paresthesias=True, weeks_since_injury=6,
        rule="forearm_wrist_hand_2004.nerve_conduction",
    ),
    "EMG of the hand in a difficult case": asked(
        "EMG", "right wrist",
        ("conduction alone would do", "difficult", "differential_diagnosis"),
        paresthesias=True, weeks_since_injury=8, differential_diagnosis=True,
        would_change_management=True,
    ),
    "a measurement that is needed apart": asked(
        "range of motion test", "low back",
        ("it belongs to an ordinary examination", "own_service", "part_of_routine_exam", True),
        part_of_routine_exam=False,
    ),
    # ---- operations and what goes with them
    "repair of a torn cuff": asked(
        "rotator cuff repair", "right shoulder",
        ("no study shows it", "study_shows", "imaging_corroborates"),
        ("the examination does not show it", "exam_shows", "exam_corroborates", False),
        ("exercise was not tried", "care_failed", "conservative_care_failed", False),
        exam_corroborates=True, imaging_corroborates=True, conservative_care_failed=True,
    ),
    "carpal tunnel release": asked(
        "carpal tunnel release", "right wrist",
        ("no nerve study shows it", "study_shows", "edx_corroborates", False),
        NO_CARE,
        exam_corroborates=True, edx_corroborates=True, conservative_care_failed=True,
    ),
    "an assistant at a complex operation": asked(
        "assistant at surgery", "shoulder", NO_OPERATION,
        ("it is not complex", "complex", "complex_surgery", False),
        surgery_necessary=True, complex_surgery=True,
    ),
    "clearance of a worker with heart disease": asked(
        "pre-operative medical clearance", "shoulder", NO_OPERATION,
        ("nothing in the history asks for it", "risk", "comorbidity"),
        surgery_necessary=True, comorbidity=True,
    ),
    "blood tests before surgery": asked(
        "pre-operative laboratory test", "shoulder", NO_OPERATION,
        ("nothing is a reason for them", "risk", "comorbidity", False),
        surgery_necessary=True, comorbidity=True,
    ),
    "clotting tests on an anticoagulant": asked(
        "pre-operative clotting test", "knee", NO_OPERATION,
        ("there is none", "bleeding", "anticoagulant", False),
        surgery_necessary=True, anticoagulant=True, bleeding_history=False,
    ),
    "an electrocardiogram before a high-risk operation": asked(
        "pre-operative electrocardiogram", "low back", NO_OPERATION,
        ("the operation is of low risk", "heart_risk", "surgical_risk", "low"),
        surgery_necessary=True, surgical_risk="high",
    ),
    "a week of cold therapy after surgery": asked(
        "cold therapy unit", "shoulder", NO_OPERATION,
        ("two weeks are asked for", "week", "days_requested", 14),
        surgery_necessary=True, days_requested=7,
    ),
    "a sling after surgery": asked("sling", "shoulder", NO_OPERATION, surgery_necessary=True),
    "an abduction sling after open repair": asked(
        "abduction sling", "shoulder", NO_OPERATION,
        ("the repair is arthroscopic", "open_repair", "surgical_approach", "arthroscopic"),
        ("the tear is small", "large", "large_tear", False),
        surgery_necessary=True, surgical_approach="open", large_tear=True,
    ),
    # ---- injections
    "a first epidural injection for radiculopathy": asked(
        "epidural steroid injection", "low back",
        ("no radiculopathy on examination", "radicular", "radiculopathy_on_exam", False),
        ("no study corroborates it", "corroborated", "imaging_corroborates", False),
        NO_CARE,
        ("four levels", "technique", "levels_requested", 4),
        ("the last one's relief is unknown", "relief", "prior_injections", 1),
        radiculopathy_on_exam=True, imaging_corroborates=True, conservative_care_failed=True,
    ),
    "a first set of facet blocks": asked(
        "facet injection", "low back",
        ("nothing points to the facet joints", "facet_pain", "facet_pain_suspected"),
        ("the pain is radicular", "facet_pain", "radiculopathy_on_exam", True),
        ("an epidural is asked for too", "alone", "epidural_requested_too", True),
        facet_pain_suspected=True, radiculopathy_on_exam=False, epidural_requested_too=False,
    ),
    "trigger point injections": asked(
        "trigger point injection", "neck",
        ("no twitch, no referred pain", "points", "trigger_points_found", False),
        ("there is radiculopathy", "no_radiculopathy", "radiculopathy_on_exam", True),
        NO_CARE,
        ("ten points", "few", "injections_requested", 10),
        trigger_points_found=True, conservative_care_failed=True, radiculopathy_on_exam=False,
        injections_requested=3,
    ),
    "a steroid injection into the knee": asked(
        "joint injection", "left knee",
        ("care did not fail", "reason", "conservative_care_failed", False),
        ("three came before", "few", "prior_injections", 3),
        conservative_care_failed=True, enables_therapy=False,
    ),
    "hyaluronate for an arthritic knee": asked(
        "hyaluronate injection", "left knee",
        ("no arthritis is documented", "arthritis", "osteoarthritis"),
        NO_CARE,
        osteoarthritis=True, conservative_care_failed=True,
    ),
    "a first ablation of facet nerves": asked(
        "radiofrequency ablation", "neck",
        ("no block was done", "proven", "diagnostic_block_done", False),
        ("the block helped little", "proven", "block_relief_percent", 40),
        ("three levels are asked for", "few_levels", "levels_requested", 3),
        ("no further care is planned", "plan", "adjunct_to_rehabilitation"),
        ("the last one helped little", "repeat_earned", "prior_injections", 1),
        diagnostic_block_done=True, block_relief_percent=80, adjunct_to_rehabilitation=True,
        relief_percent=20, relief_weeks=4, weeks_since_last_injection=40,
        rule="odg.facet_ablation",
    ),
    "a first sacroiliac injection": asked(
        "sacroiliac joint injection", "low back",
        ("two signs are found", "signs", "sacroiliac_signs", 2),
        ("other sources were not looked at", "other_sources", "other_sources_addressed"),
        NO_CARE,
        ("it is done without an image", "guided", "fluoroscopic_guidance", False),
        sacroiliac_signs=3, other_sources_addressed=True, conservative_care_failed=True,
        rule="odg.sacroiliac_injection",
    ),
    "platelet-rich plasma as a last resort": asked(
        "platelet-rich plasma injection", "left knee",
        ("no steroid injection was tried", "steroid_failed", "steroid_injection_failed", False),
        NO_CARE,
        osteoarthritis=True, conservative_care_failed=True, steroid_injection_failed=True,
    ),
    "shock waves for a tendon of the elbow": asked(
        "shock wave therapy", "right elbow",
        ("it is for the back", "site", "body_part", "low back"),
        ("care did not fail", "site", "conservative_care_failed", False),
        conservative_care_failed=True,
    ),
    # ---- medicines
    "a first anti-inflammatory for a new injury": asked(
        "naproxen", "low back",
        ONE_MORE,
        ("refills are asked for", "short", "refills_requested", 2),
        ("it is diclofenac", "safe_choice", "high_risk_nsaid", True),
        ("it is celecoxib, without a reason", "cox2_reason", "cox2_inhibitor", True),
        first_request=True, weeks_since_injury=3, first_line_failed=False, gi_history=False,
        anticoagulant=False, steroid_or_aspirin=False, rule="general_approaches_2004.nsaids",
    ),
    "an anti-inflammatory that improved function": asked(
        "ibuprofen", "low back",
        ("what it achieved is not documented", "effective", "functional_improvement"),
        ONE_MORE,
        first_request=False, functional_improvement=True, pain_relief=True,
    ),
    "celecoxib after an ulcer": asked(
        "celecoxib", "low back",
        ("there was no ulcer", "cox2_reason", "gi_history", False),
        first_request=False, functional_improvement=True, gi_history=True,
        first_line_failed=False, anticoagulant=False, steroid_or_aspirin=False,
    ),
    "stomach protection after an ulcer": asked(
        "omeprazole", "",
        ("nothing raises the risk", "at_risk", "gi_history", False),
        ("no anti-inflammatory is taken", "on_nsaid", "nsaid_in_use", False),
        ONE_MORE, NOT_NEW,
        gi_history=True, first_request=True, anticoagulant=False, steroid_or_aspirin=False,
        high_dose_nsaid=False, dyspepsia=False, nsaid_in_use=True,
    ),
    "a first trial of an opioid": asked(
        "tramadol", "low back",
        ("other treatment was not tried", "starting", "nonopioid_failed", False),
        ("no CURES look-up, no screening", "monitored", "monitoring_documented"),
        ("the dose is above the threshold", "dose", "opioid_dose", 120),
        first_request=True, nonopioid_failed=True, monitoring_documented=True,
    ),
    "an opioid that keeps a worker going": asked(
        "hydrocodone", "low back",
        ("no relief is documented", "continuing", "pain_relief"),
        ("function is not better", "continuing", "functional_improvement", False),
        ("monitoring is missing", "monitored", "monitoring_documented", False),
        first_request=False, pain_relief=True, functional_improvement=True,
        monitoring_documented=True,
    ),
    "a urine drug test on opioids": asked(
        "urine drug test", "",
        ("no opioids are taken", "on_opioids_or_planned", "on_opioids", False),
        ("four were done this year", "frequency", "tests_this_year", 4),
        on_opioids=True, long_term_medication_planned=False,
    ),
    "a benzodiazepine for acute anxiety": asked(
        "lorazepam", "",
        ("it is for pain", "indicated", "indication", "pain or muscle spasm"),
        ("it is taken for long", "short", "weeks_in_use", 20),
        indication="anxiety or agitation", weeks_in_use=1, first_request=False,
    ),
    "a first muscle relaxant in a spasm": asked(
        "tizanidine", "low back",
        ("no spasm is recorded", "spasm", "muscle_spasm"),
        ("it is taken for long", "short", "first_request", False),
        ONE_MORE,
        muscle_spasm=True, first_request=True, weeks_in_use=8,
    ),
    "a short course of cyclobenzaprine": asked(
        "cyclobenzaprine", "low back",
        ("how long it is taken is not documented", "short", "first_request"),
        ONE_MORE,
        first_request=True,
    ),
    "an anti-inflammatory gel where tablets are not tolerated": asked(
        "diclofenac gel", "left knee",
        ("tablets were not tried", "not_by_mouth", "oral_intolerance", False),
        ("why the skin is not documented", "not_by_mouth", "oral_intolerance"),
        ("it is for the back", "site", "body_part", "low back"),
        ("neither arthritis nor tendinitis", "condition", "osteoarthritis", False),
        ("it is ketoprofen", "approved", "includes_not_recommended", True),
        ("refills are asked for", "short", "refills_requested", 3),
        osteoarthritis=True, tendinitis=False, acute_sprain=False, first_request=True,
        oral_intolerance=True, first_line_failed=False,
    ),
    "a lidocaine patch for neuropathic pain": asked(
        "lidocaine patch", "left foot",
        ("it is an ointment", "patch", "patch_form", False),
        ("the pain is not neuropathic", "neuropathic", "neuropathic_pain", False),
        ("no first-line medicine failed", "first_line", "first_line_failed"),
        patch_form=True, neuropathic_pain=True, first_line_failed=True,
    ),
    "capsaicin as a last choice": asked(
        "topical capsaicin", "left knee",
        ("other treatment was not tried", "last_choice", "first_line_failed", False),
        ("it is too strong", "strength", "above_accepted_strength", True),
        first_line_failed=True, oral_intolerance=False,
    ),
    "a compound cream of supported ingredients": asked(
        "compound cream", "left foot",
        ("one ingredient is not supported", "every_ingredient",
         "contains_unsupported_ingredient", True),
        ("the pain is not neuropathic", "neuropathic", "neuropathic_pain", False),
        contains_unsupported_ingredient=False, neuropathic_pain=True, first_line_failed=True,
    ),
    "a suspension for a worker who cannot swallow": asked(
        "Synapryn", "",
        ("tablets would do", "no_tablets", "usual_form_not_possible", False),
        ("first-line medicine was not tried", "first_line", "first_line_failed"),
        ("it holds an opioid, nobody monitors", "opioid_rules", "monitoring_documented"),
        usual_form_not_possible=True, first_line_failed=True, contains_opioid=True,
        nonopioid_failed=True, monitoring_documented=True,
    ),
    "a sleep medicine for a short time": asked(
        "zolpidem", "",
        ("insomnia is not described", "insomnia", "insomnia_documented"),
        ("it is taken for months", "short", "weeks_in_use", 20),
        insomnia_documented=True, weeks_in_use=1, first_request=False,
    ),
    "an antiemetic after surgery": asked(
        "ondansetron", "",
        ("it is for nausea from opioids", "right_nausea", "nausea_after_surgery", False),
        nausea_after_surgery=True,
    ),
    "a first antidepressant for neuropathic pain": asked(
        "duloxetine", "",
        ("nothing shows what it is for", "indicated", "neuropathic_pain"),
        NOT_NEW,
        neuropathic_pain=True, depression_or_anxiety=False, first_request=True,
    ),
    "a first anticonvulsant for neuropathic pain": asked(
        "gabapentin", "",
        ("the pain is not neuropathic", "neuropathic", "neuropathic_pain", False),
        NOT_NEW,
        neuropathic_pain=True, first_request=True,
    ),
    # ---- equipment and visits
    "a wheelchair that is needed": asked(
        "wheelchair", "",
        ("no need is documented", "need", "medical_need_documented"),
        ("more waits for an assessment", "reassessed", "reassessment_needed", True),
        medical_need_documented=True,
    ),
    "a hospital bed for a bed-bound worker": asked(
        "hospital bed", "", ("there is no such reason", "reason", "bed_bound", False),
        ("no end is in view", "end_in_view", "limited_time", False),
        bed_bound=True, limited_time=True,
    ),
    "a mattress for pressure sores": asked(
        "mattress", "", ("it is for pain", "sores", "pressure_sores", False), pressure_sores=True,
    ),
    "a ride for a worker who cannot travel alone": asked(
        "transportation", "",
        ("the worker can travel alone", "unable", "cannot_travel_alone", False),
        cannot_travel_alone=True, rule="odg.transportation",
    ),
    "a desk that keeps a worker at work": asked(
        "workstation equipment", "low back",
        ("that it does is not documented", "helps_work", "helps_stay_at_work"),
        helps_stay_at_work=True,
    ),
    "a consultation on a complex picture": asked(
        "consultation", "low back",
        ("why is not documented", "expertise", "plan_needs_expertise"),
        plan_needs_expertise=True, conservative_care_failed=False, neuro_deficit_on_exam=False,
    ),
    "a visit with a reason": asked(
        "office visit", "low back",
        ("nothing gives a reason", "need", "exam_corroborates", False),
        exam_corroborates=True, objective_deficits=False, plan_needs_expertise=False,
    ),
    # ---- what is granted only against the guideline, with evidence
    "traction of the low back, with evidence": asked(
        "traction", "low back", UNREFUTED, visits_completed=0, variance_supported=True,
    ),
    "a laser, with evidence": asked("low-level laser therapy", "", UNREFUTED,
                                    variance_supported=True),
    "carisoprodol, with evidence": asked("carisoprodol", "", UNREFUTED, variance_supported=True),
    "botulinum toxin for cervical dystonia": asked(
        "botulinum toxin injection", "neck",
        ("it is for other pain", "dystonia", "cervical_dystonia", False),
        cervical_dystonia=True,
    ),
}  # fmt: skip
EVERY_REQUEST = (
    Lack("the same was authorised already", "not_duplicate", "already_authorised", True),
    Lack("it belongs to a refused request", "own_need", "depends_on_refused_request", True),
    Lack("it does not say how much", "quantity", "quantity_specified", False),
    Lack("it does not name the part", "part_named", "request_names_body_part", False),
)


def decided(request: Asked, lack: Lack | None = None) -> Determination:
    """The determination of a request, complete or with one thing lacking."""
    facts = {**request.facts, **({lack.fact: lack.value} if lack else {})}
    item = Item(
        "1", "A request", request.treatment, Refusal("denied", date="2017-01-02"),
        Published("overturned"), {n: v for n, v in facts.items() if v is not NOTHING},
        request.part,
    )  # fmt: skip
    file = CaseFile(
        1, "A made-up case", "made up", "2017-01-20", (item,),
        Worker(age=40), Injury("2015-01-15"), ("strain",),
    )  # fmt: skip
    case = Case("made-up", file, date_span(file.decided), Path("made-up.toml"), rulebook())
    return decide(case, item, case.known(item))


LACKING = {
    f"{name}, but {lack.what}": (request, lack)
    for name, request in FAMILIES.items()
    for lack in request.lacks
}


@pytest.mark.parametrize("request_", list(FAMILIES.values()), ids=list(FAMILIES))
def test_a_complete_request_is_granted(request_: Asked) -> None:
    """All that the guideline asks is documented, so the refusal is overturned."""
    found = decided(request_)
    assert [ground.name or ground.parts for ground in found.against] == []
    assert found.outcome == "overturned"
    if request_.rule:
        assert found.rule is not None
        assert found.rule.id == request_.rule


@pytest.mark.parametrize(("request_", "lack"), list(LACKING.values()), ids=list(LACKING))
def test_one_thing_missing_upholds_the_refusal_on_its_criterion(
    request_: Asked, lack: Lack
) -> None:
    """The same request with one thing missing is refused, on the criterion that asks for it.

    It is not shown where the file says nothing and its silence says nothing either.
    """
    found = decided(request_, lack)
    assert found.outcome == "upheld"
    assert lack.criterion in Judged(found.case, found.item, found).our_grounds
    if lack.value is NOTHING and rulebook().vocabulary[lack.fact].unstated is None:
        assert found.ground == "not shown"


@pytest.mark.parametrize("lack", EVERY_REQUEST, ids=lambda lack: lack.what)
@pytest.mark.parametrize("request_", list(FAMILIES.values()), ids=list(FAMILIES))
def test_what_every_request_needs_is_asked_of_every_family(request_: Asked, lack: Lack) -> None:
    """A duplicate, a part of a refused request or a vague request fails, and on that alone."""
    found = decided(request_, lack)
    assert (found.outcome, found.ground) == ("upheld", "not met")
    assert [ground.name for ground in found.against] == [lack.criterion]


def test_every_family_of_treatments_is_tried() -> None:
    """No family of treatments is left out; some treatments within them are."""
    terms = rulebook().terms
    families = {treatment.family for treatment in terms.treatment.values()}
    tried = {terms.treatment[terms.treatment_named(r.treatment)].family for r in FAMILIES.values()}
    assert families == tried
