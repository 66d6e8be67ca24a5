"""Each family: a complete request is granted; with one thing missing it is refused, and for that.

The requests are made up. What each needs is what the guideline asks, told in a line; the date of
decision is January 2017, the injury is two years old unless a line gives its weeks.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from imrkit.cases.case import Case
from imrkit.cases.schema import CaseFile, Injury, Item, Published, Refusal, Worker
from imrkit.check.judge import Judged
from imrkit.determination.deciding import decide
from imrkit.determination.determination import Determination
from imrkit.facts.dates import date_span
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
NOT_WAITED = ("no conservative care is documented", "waited", "conservative_care_failed")
HELPS_STILL = ("the care still helps", "waited", "improving_with_care", True)
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
    "the first therapy after a surgery that the table does not list": asked(
        "postsurgical physical therapy", "knee",
        ("a course was given, without gain", "first_course", "visits_completed", 8),
        visits_requested=12, visits_completed=0, months_since_surgery=1,
        surgery="a surgery not listed", functional_improvement=False,
        rule="postsurgical_2009.surgery_not_listed",
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
    "a first set of chiropractic for a new neck complaint": asked(
        "chiropractic treatment", "neck",
        ("there is radiculopathy", "no_radiculopathy", "radiculopathy_on_exam", True),
        visits_requested=6, visits_completed=0, weeks_since_injury=6,
        rule="neck_2004.manipulation",
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
        ("twelve were done, without gain", "improved", "visits_completed", 12),
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
    "first visits of diathermy beside exercise": asked(
        "diathermy", "shoulder",
        ("it stands alone", "adjunct", "adjunct_to_rehabilitation", False),
        ("there were visits before, result unknown", "improved", "visits_completed", 6),
        ("twelve are asked for", "within_course", "visits_requested", 12),
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
        ("the job is done at a desk", "heavy_job", "job_demand", "sedentary"),
        ("therapy still helps", "plateau", "therapy_plateau", False),
        ("surgery would help", "no_surgery", "surgery_an_option", True),
        ("four hours a day are too much", "tolerates", "tolerates_four_hours", False),
        ("no goal is agreed", "goal", "return_to_work_goal"),
        ("sixteen visits are asked for", "within_visits", "visits_requested", 16),
        visits_requested=8, visits_completed=0, weeks_requested=2, weeks_since_injury=60,
        programme_repeated=False, job_demand="heavy", therapy_plateau=True,
        surgery_an_option=False, tolerates_four_hours=True, return_to_work_goal=True,
    ),
    "aftercare that follows a program which helped": asked(
        "aftercare", "low back",
        ("the program did not help", "helped", "functional_improvement", False),
        ("no goals are stated", "goals", "treatment_goals_stated"),
        ("it has no end", "limited", "limited_time", False),
        functional_improvement=True, treatment_goals_stated=True, limited_time=True,
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
        ("no condition affects recovery", "condition", "psychological_indication"),
        risk_to_self_or_others=True, lesser_care_insufficient=True,
        psychological_indication=True,
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
        neuro_deficit_on_exam=True, conservative_care_failed=True,
        surgery_contemplated=True, would_change_management=True,
    ),
    "MRI of the neck for a red flag": asked(
        "MRI", "cervical spine",
        ("there is none", "nerve_compromise", "red_flags", False),
        red_flags=True, neuro_deficit_on_exam=False, conservative_care_failed=False,
    ),
    "MRI of the neck with a nerve deficit that persists": asked(
        "MRI", "cervical spine",
        ("nothing shows that a nerve is affected", "nerve_compromise", "neuro_deficit_on_exam",
         False),
        ("the injury is two weeks old", "persists", "weeks_since_injury", 2),
        ("the symptoms are improving", "persists", "improving_with_care", True),
        neuro_deficit_on_exam=True, weeks_since_injury=8, conservative_care_failed=True,
        surgery_contemplated=True, plain_films_done=True,
    ),
    "MRI of the neck after strengthening that was to avoid surgery": asked(
        "MRI", "cervical spine",
        ("no such program failed", "strengthening_failed", "strengthening_program_failed", False),
        strengthening_program_failed=True, neuro_deficit_on_exam=False, weeks_since_injury=12,
        surgery_contemplated=True, plain_films_done=True,
    ),
    "MRI of the neck before a procedure": asked(
        "MRI", "cervical spine",
        ("no procedure is being prepared", "before_procedure", "procedure_planned", False),
        procedure_planned=True, neuro_deficit_on_exam=False, weeks_since_injury=30,
        plain_films_done=True,
    ),
    "MRI of the low back after an electrodiagnostic study": asked(
        "MRI", "low back",
        ("the study shows nothing", "physiologic", "edx_corroborates", False),
        edx_corroborates=True, neuro_deficit_on_exam=False, study_reason_stated=True,
    ),
    "MRI of the ankle where recovery is delayed": asked(
        "MRI", "right ankle",
        ("the examination points to nothing", "findings", "exam_corroborates", False),
        ("it is a fasciitis", "not_soft_tissue", "foot_soft_tissue_only", True),
        NO_CARE, STILL_HELPS,
        exam_corroborates=True, conservative_care_failed=True, would_change_management=True,
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
        NOT_WAITED, HELPS_STILL, REPEATED,
        ("nobody would act on it", "surgery_option", "surgery_contemplated", False),
        exam_corroborates=True, conservative_care_failed=True, physiologic_evidence=False,
        neuro_deficit_on_exam=False, rotator_cuff_weakness=False,
        surgery_contemplated=True, would_change_management=False, worker_considers_surgery=False,
    ),
    "MRI of the shoulder for a red flag": asked(
        "MRI", "right shoulder",
        ("there is none, in the first week", "waited", "red_flags", False),
        red_flags=True, conservative_care_failed=False, weeks_since_injury=1,
    ),
    "MRI of the shoulder before a planned procedure": asked(
        "MRI", "left shoulder",
        ("no procedure is planned", "anatomy", "procedure_planned", False),
        procedure_planned=True, conservative_care_failed=True, exam_corroborates=False,
        physiologic_evidence=False, neuro_deficit_on_exam=False, rotator_cuff_weakness=False,
    ),
    "MRI of the wrist after failed care": asked(
        "MRI", "left wrist",
        ("the examination points to nothing", "findings", "exam_corroborates", False),
        NOT_WAITED, NO_REASON, REPEATED,
        exam_corroborates=True, conservative_care_failed=True, physiologic_evidence=False,
        would_change_management=True, study_reason_stated=False,
    ),
    "MRI of the wrist for a hidden fracture": asked(
        "MRI", "left wrist",
        ("no fracture is suspected, in the first week", "fracture", "fracture_suspected", False),
        fracture_suspected=True, weeks_since_injury=1, would_change_management=True,
    ),
    "MRI of the elbow that would change the plan": asked(
        "MRI", "right elbow",
        ("how it would change it is not said", "changes_plan", "would_change_management"),
        NOT_WAITED,
        ("the examination points to nothing", "findings", "exam_corroborates", False),
        would_change_management=True, conservative_care_failed=True, exam_corroborates=True,
        physiologic_evidence=False, surgery_contemplated=False, worker_considers_surgery=False,
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
    "films of the low back that aid in management": asked(
        "x-ray", "low back",
        ("nothing would change", "aids_management", "would_change_management", False),
        would_change_management=True, conservative_care_failed=True,
    ),
    "films of the neck after weeks of care with a deficit": asked(
        "x-ray", "neck",
        ("there is no deficit", "nerve_compromise", "neuro_deficit_on_exam", False),
        ("the injury is new", "persists", "weeks_since_injury", 1),
        neuro_deficit_on_exam=True, conservative_care_failed=True, weeks_since_injury=8,
    ),
    "films of the knee after a fall": asked(
        "x-ray", "left knee",
        ("the worker can walk", "trauma_signs", "cannot_take_four_steps", False),
        ("there was no trauma", "trauma_signs", "acute_trauma", False),
        acute_trauma=True, cannot_take_four_steps=True, weeks_since_injury=1,
        conservative_care_failed=False,
    ),
    "films of the ankle after a fall": asked(
        "x-ray", "left ankle",
        ("the worker can walk", "ottawa", "cannot_take_four_steps", False),
        acute_trauma=True, cannot_take_four_steps=True, weeks_since_injury=1,
        conservative_care_failed=False,
    ),
    "a bone scan for a stress fracture": asked(
        "bone scan", "foot",
        ("none is suspected", "stress_fracture", "fracture_suspected", False),
        fracture_suspected=True, diagnosis_group="another diagnosis",
        rule="ankle_foot_2004.bone_scan",
    ),
    "films of the shoulder after six weeks of care": asked(
        "x-ray", "right shoulder",
        ("they are asked for in the first weeks", "waited", "weeks_since_injury", 2),
        HELPS_STILL, REPEATED,
        weeks_since_injury=7,
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
        NO_CARE, REPEATED, NO_REASON,
        ("the care still helps", "not_improving", "improving_with_care", True),
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
        STILL_HELPS,
        ("nothing changed after a study that showed it", "not_repeated", "changed_since_study",
         False),
        paresthesias=True, weeks_since_injury=6, prior_study_done=True, changed_since_study=True,
        edx_corroborates=True, sensory_deficit=False, motor_deficit=False,
        exam_corroborates=False, carpal_tunnel_signs=False, night_hand_symptoms=False,
        thenar_weakness=False,
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
    "shoulder surgery for a lesion plain on examination and imaging": asked(
        "shoulder arthroscopy", "right shoulder",
        ("no study shows it", "study_shows", "imaging_corroborates"),
        ("exercise was not tried", "care_failed", "conservative_care_failed", False),
        exam_corroborates=True, imaging_corroborates=True, conservative_care_failed=True,
    ),
    "repair of a torn cuff": asked(
        "rotator cuff repair", "right shoulder",
        ("no study shows it", "study_shows", "imaging_corroborates"),
        ("the examination does not show it", "exam_shows", "exam_corroborates", False),
        ("the tear is small, exercise was not tried", "care_failed", "conservative_care_failed",
         False),
        ("the symptoms are mild", "limited", "symptoms_mild", True),
        exam_corroborates=True, imaging_corroborates=True, conservative_care_failed=True,
        large_tear=False, rotator_cuff_weakness=False,
    ),
    "repair of a fresh tear that weakens the arm": asked(
        "rotator cuff repair", "right shoulder",
        ("it does not, and care was not tried", "significant", "rotator_cuff_weakness", False),
        exam_corroborates=True, imaging_corroborates=True, conservative_care_failed=False,
        large_tear=False, rotator_cuff_weakness=True, weeks_since_injury=5,
    ),
    "decompression after months of care": asked(
        "subacromial decompression", "right shoulder",
        ("the injury is six weeks old", "care_failed", "weeks_since_injury", 6),
        ("no activity is limited", "limited", "activity_not_limited", True),
        ("the examination does not show it", "impingement", "exam_corroborates", False),
        exam_corroborates=True, conservative_care_failed=True, weeks_since_injury=20,
    ),
    "repair of a labral tear": asked(
        "SLAP repair", "right shoulder",
        ("no study shows it", "study_shows", "imaging_corroborates", False),
        ("care did not fail", "care_failed", "conservative_care_failed", False),
        ("it is of another type", "repairable", "slap_type_two_or_four", False),
        exam_corroborates=True, imaging_corroborates=True, conservative_care_failed=True,
        slap_type_two_or_four=True,
    ),
    "elbow surgery for a lesion that a study shows": asked(
        "elbow arthroscopy", "right elbow",
        ("no study shows it", "study_shows", "imaging_corroborates", False),
        exam_corroborates=True, imaging_corroborates=True, conservative_care_failed=True,
    ),
    "release of the ulnar nerve after months of care": asked(
        "cubital tunnel release", "right elbow",
        ("no electrical study agrees", "study_shows", "edx_corroborates", False),
        NO_CARE,
        ("the injury is six weeks old", "care_failed", "weeks_since_injury", 6),
        exam_corroborates=True, edx_corroborates=True, conservative_care_failed=True,
        muscle_wasting=False, weeks_since_injury=30,
    ),
    "surgery for a tennis elbow that months of care did not help": asked(
        "epicondylitis surgery", "right elbow",
        NO_CARE,
        ("the injury is six weeks old", "care_failed", "weeks_since_injury", 6),
        exam_corroborates=True, conservative_care_failed=True, weeks_since_injury=30,
    ),
    "wrist surgery for a lesion that a study shows": asked(
        "wrist arthroscopy", "right wrist",
        ("no study shows it", "study_shows", "imaging_corroborates", False),
        NO_CARE,
        exam_corroborates=True, imaging_corroborates=True, conservative_care_failed=True,
    ),
    "carpal tunnel release": asked(
        "carpal tunnel release", "right wrist",
        ("no nerve study shows it", "study_shows", "edx_corroborates", False),
        NO_CARE,
        exam_corroborates=True, edx_corroborates=True, conservative_care_failed=True,
        moderate_or_severe_neuropathy=False, thenar_weakness=False,
        steroid_injection_failed=False,
    ),
    "carpal tunnel release for a nerve crushed with the bone": asked(
        "carpal tunnel release", "right wrist",
        ("the nerve is not", "emergency", "acute_neuro_deficit", False),
        acute_neuro_deficit=True, severe_acute_injury=False, edx_corroborates=False,
    ),
    "trigger finger release after an injection": asked(
        "trigger finger release", "right hand",
        ("no injection was tried", "injected", "steroid_injection_failed", False),
        trigger_finger=True, steroid_injection_failed=True, injection_tried=False,
    ),
    "a lumbar discectomy": asked(
        "lumbar discectomy", "low back",
        ("no study shows it", "study_shows", "imaging_corroborates", False),
        ("the examination does not show it", "exam_shows", "exam_corroborates", False),
        NO_CARE,
        ("the injury is two weeks old", "lasting", "weeks_since_injury", 2),
        exam_corroborates=True, imaging_corroborates=True, conservative_care_failed=True,
    ),
    "an operation on the back for cauda equina syndrome": asked(
        "lumbar laminectomy", "low back",
        ("there is no red flag", "emergency", "red_flags", False),
        red_flags=True, weeks_since_injury=1, conservative_care_failed=False,
        exam_corroborates=True,
    ),
    "a lumbar fusion of an unstable segment": asked(
        "lumbar fusion", "low back",
        ("the segment is stable", "unstable", "spinal_instability", False),
        NO_CARE,
        ("the injury is two months old", "past_first_months", "weeks_since_injury", 8),
        spinal_instability=True, instability_from_surgery=False, conservative_care_failed=True,
    ),
    "a lumbar fusion for a fracture": asked(
        "lumbar fusion", "low back",
        ("nothing is broken", "fracture", "fracture_suspected", False),
        fracture_suspected=True, weeks_since_injury=1, spinal_instability=False,
        instability_from_surgery=False,
    ),
    "a cervical discectomy": asked(
        "cervical discectomy", "neck",
        ("no study shows it", "study_shows", "imaging_corroborates", False),
        ("neck pain alone", "exam_shows", "exam_corroborates", False),
        NO_CARE,
        exam_corroborates=True, imaging_corroborates=True, conservative_care_failed=True,
    ),
    "removal of a torn meniscus": asked(
        "meniscectomy", "right knee",
        ("there is pain alone", "symptoms", "mechanical_symptoms", False),
        ("the examination finds no sign", "signs", "meniscal_signs"),
        ("MRI shows no tear", "study_shows", "imaging_corroborates", False),
        NO_CARE,
        mechanical_symptoms=True, meniscal_signs=True, imaging_corroborates=True,
        conservative_care_failed=True,
    ),
    "reconstruction of a cruciate ligament": asked(
        "ACL reconstruction", "right knee",
        ("the examination finds a stable knee", "exam_shows", "exam_corroborates", False),
        NO_CARE,
        exam_corroborates=True, imaging_corroborates=True, conservative_care_failed=True,
    ),
    "a knee replacement": asked(
        "total knee replacement", "right knee",
        NO_CARE,
        ("the knee bends well", "motion", "knee_flexion", 120),
        ("the nights are free of pain", "night_pain", "night_joint_pain", False),
        ("the worker is very heavy", "not_too_heavy", "body_mass_index", 45),
        ("the joint space is kept", "arthritis", "joint_space_loss", False),
        age=61, knee_flexion=80, night_joint_pain=True, body_mass_index=31,
        joint_space_loss=True, conservative_care_failed=True, rule="odg.knee_replacement",
    ),
    "an operation on the ankle": asked(
        "ankle arthroscopy", "left ankle",
        ("no imaging shows it", "study_shows", "imaging_corroborates", False),
        NO_CARE,
        exam_corroborates=True, imaging_corroborates=True, conservative_care_failed=True,
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
        ("four levels", "levels", "levels_requested", 4),
        ("two levels between the laminae", "levels", "injection_route", "interlaminar"),
        ("it is not under fluoroscopy", "fluoroscopy", "fluoroscopic_guidance", False),
        ("a series of three", "number", "injections_requested", 3),
        ("the last one's relief is unknown", "relief", "prior_injections", 1),
        radiculopathy_on_exam=True, imaging_corroborates=True, conservative_care_failed=True,
        levels_requested=2, injection_route="transforaminal",
    ),
    "another epidural injection after one that helped": asked(
        "epidural steroid injection", "low back",
        ("as much medicine is taken", "relief", "medicine_reduced_after_injection", False),
        ("relief lasted a month", "relief", "relief_weeks", 4),
        ("four were given this year", "within_year", "injections_this_year", 4),
        radiculopathy_on_exam=True, imaging_corroborates=True, conservative_care_failed=True,
        prior_injections=1, injections_this_year=1, relief_percent=60, relief_weeks=8,
        medicine_reduced_after_injection=True, functional_improvement=True,
    ),
    "first sympathetic blocks": asked(
        "stellate ganglion block", "left hand",
        ("such pain is not suspected", "pain", "sympathetic_pain", False),
        ("six are asked for", "number", "injections_requested", 6),
        ("there were blocks before, without effect", "response", "prior_injections", 3),
        sympathetic_pain=True, injections_requested=3, adjunct_to_rehabilitation=True,
    ),
    "a trial of a spinal cord stimulator": asked(
        "spinal cord stimulator trial", "low back",
        ("the pain is of another kind", "listed_pain", "failed_back_surgery", False),
        ("no psychologist saw the worker", "cleared", "psychological_clearance"),
        ("less was not tried", "others_failed", "conservative_care_failed", False),
        failed_back_surgery=True, psychological_clearance=True, conservative_care_failed=True,
        stimulator_trial_only=True,
    ),
    "a spinal cord stimulator after a trial that helped": asked(
        "spinal cord stimulator", "low back",
        ("no trial was done", "trial_helped", "implant_trial_done", False),
        failed_back_surgery=True, psychological_clearance=True, conservative_care_failed=True,
        stimulator_trial_only=False, implant_trial_done=True, implant_trial_relief=60,
        implant_trial_function=True,
    ),
    "a trial of an intrathecal pump": asked(
        "intrathecal pump trial", "low back",
        ("the pain is three months old", "six_months", "pain_months", 3),
        ("its cause is not shown", "cause", "pain_has_objective_cause"),
        ("surgery would help", "no_surgery", "surgery_an_option", True),
        ("no psychologist saw the worker", "cleared", "psychological_clearance"),
        ("there is an infection", "safe", "procedure_contraindicated", True),
        pain_months=24, conservative_care_failed=True, pain_has_objective_cause=True,
        surgery_an_option=False, psychological_clearance=True, stimulator_trial_only=True,
    ),
    "a refill of an intrathecal pump": asked(
        "intrathecal pump refill", "low back",
        ("there is no pump", "in_place", "implant_in_place", False),
        implant_in_place=True,
    ),
    "an epidural injection in the first months": asked(
        "epidural steroid injection", "low back",
        ("the pain is not radicular", "radicular", "radiculopathy_on_exam", False),
        radiculopathy_on_exam=True, weeks_since_injury=8, imaging_corroborates=True,
        conservative_care_failed=True, rule="low_back_2004.epidural_injection",
    ),
    "a steroid injection for plantar fasciitis": asked(
        "steroid injection", "left foot",
        ("it is for the ankle joint", "site", "foot_injection_indication", False),
        ("the complaint is new", "waited", "weeks_since_injury", 2),
        foot_injection_indication=True, conservative_care_failed=True, weeks_since_injury=8,
    ),
    "a first set of facet blocks": asked(
        "facet injection", "low back",
        ("nothing points to the facet joints", "facet_pain", "facet_pain_suspected"),
        ("the pain is radicular", "not_radicular", "radiculopathy_on_exam", True),
        ("an epidural is asked for too", "alone", "epidural_requested_too", True),
        facet_pain_suspected=True, radiculopathy_on_exam=False, epidural_requested_too=False,
    ),
    "trigger point injections": asked(
        "trigger point injection", "neck",
        ("no twitch, no referred pain", "points", "trigger_points_found", False),
        ("there is radiculopathy", "no_radiculopathy", "radiculopathy_on_exam", True),
        NO_CARE,
        ("ten points", "few", "injections_requested", 10),
        ("the symptoms are new", "lasting", "symptom_months", 1),
        ("something else is injected", "plain", "includes_not_recommended", True),
        trigger_points_found=True, conservative_care_failed=True, radiculopathy_on_exam=False,
        injections_requested=3, symptom_months=6, pain_months=1,
    ),
    "a steroid injection into the knee": asked(
        "joint injection", "left knee",
        ("care did not fail", "reason", "conservative_care_failed", False),
        conservative_care_failed=True, enables_therapy=False,
    ),
    "a second injection into the shoulder beside exercise": asked(
        "joint injection", "right shoulder",
        ("there is no exercise beside it", "reason", "enables_therapy", False),
        ("three came before", "few", "prior_injections", 3),
        enables_therapy=True, conservative_care_failed=False, adjunct_to_rehabilitation=False,
        first_line_failed=False, prior_injections=1,
    ),
    "an injection for trigger finger at the first visit": asked(
        "joint injection", "right hand",
        ("two came before", "few", "prior_injections", 2),
        trigger_finger=True, carpal_tunnel_signs=False, exam_corroborates=False,
        tendinitis=False, osteoarthritis=False, conservative_care_failed=False,
    ),
    "an injection into the carpal tunnel after a splint": asked(
        "joint injection", "right wrist",
        ("no splint or medicine was tried", "care_first", "conservative_care_failed", False),
        ("the examination shows no such sign", "nerve", "carpal_tunnel_signs", False),
        carpal_tunnel_signs=True, exam_corroborates=False, osteoarthritis=False,
        tendinitis=False, conservative_care_failed=True, splint_tried=False,
        first_line_failed=False,
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
        ("the dose was high for a year", "dose", "months_above_dose", 12),
        first_request=True, nonopioid_failed=True, monitoring_documented=True, opioid_dose=120,
        months_above_dose=1, recent_weaning_attempt=False,
    ),
    "an opioid for two weeks after a fracture": asked(
        "hydrocodone", "left ankle",
        ("the injury is not severe", "severe_injury", "severe_acute_injury", False),
        ("a month is planned", "severe_injury", "medicine_days_planned", 30),
        severe_acute_injury=True, medicine_days_planned=14,
    ),
    "an opioid after an operation": asked(
        "Percocet", "right shoulder",
        ("refills are asked for", "after_operation", "refills_requested", 2),
        ("CURES was not queried", "operation_checked", "cures_checked"),
        ("other medicine would do", "operation_checked", "nonopioid_failed", False),
        postoperative_use=True, nonopioid_failed=True, cures_checked=True,
        nonopioid_contraindicated=False,
    ),
    "an opioid in falling doses": asked(
        "oxycodone", "low back",
        ("it is to go on", "taper", "taper_requested", False),
        taper_requested=True, opioid_dose=200, months_above_dose=24,
    ),
    "weaning from an opioid that does not help": asked(
        "weaning or detoxification", "",
        ("no plan is documented", "gradual", "weaning_plan"),
        ("the medicine is borne and helps", "reason", "functional_improvement", True),
        functional_improvement=False, pain_relief=True, adverse_effects=False,
        aberrant_use=False, psychiatric_comorbidity=False, weaning_plan=True,
    ),
    "a stool softener with an opioid": asked(
        "docusate", "", ("no opioid is taken", "with_opioid", "on_opioids", False),
        on_opioids=True,
    ),
    "glucosamine for an arthritic knee": asked(
        "glucosamine", "right knee",
        ("there is no arthritis", "arthritis", "moderate_arthritis_pain", False),
        moderate_arthritis_pain=True, osteoarthritis=False,
    ),
    "acetaminophen for pain": asked(
        "acetaminophen", "low back",
        ("there is no pain in the part", "pain", "complaint_in_part", False),
        complaint_in_part=True,
    ),
    "a salicylate on the skin": asked(
        "methyl salicylate", "low back",
        ("something else is mixed in", "plain", "includes_not_recommended", True),
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
        ("refills are asked for", "no_refills", "refills_requested", 3),
        ("it is used for months", "short", "weeks_in_use", 20),
        osteoarthritis=True, tendinitis=False, acute_sprain=False, first_request=False,
        weeks_in_use=2, oral_intolerance=True, first_line_failed=False,
        first_line_contraindicated=False,
    ),
    "an anti-inflammatory gel for a fresh sprain of the shoulder": asked(
        "diclofenac gel", "shoulder",
        ("it is no sprain", "acute", "acute_sprain", False),
        ("it is used for a month", "acute", "weeks_in_use", 4),
        acute_sprain=True, osteoarthritis=False, tendinitis=False, first_request=False,
        weeks_in_use=1, oral_intolerance=True,
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
        ("it is too strong", "strength", "capsaicin_strength", "0.0375%"),
        ("how strong it is is not told", "strength", "capsaicin_strength"),
        first_line_failed=True, oral_intolerance=False, capsaicin_strength="0.025% or less",
        first_line_contraindicated=False, conservative_care_failed=False,
    ),
    "stronger capsaicin for pain after shingles": asked(
        "topical capsaicin", "",
        ("the pain is of another kind", "strength", "postherpetic_neuralgia", False),
        first_line_failed=True, capsaicin_strength="0.075%", postherpetic_neuralgia=True,
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
    "gabapentin that helps": asked(
        "gabapentin", "low back",
        ("function is not better", "effective", "functional_improvement", False),
        ("how much it relieves is not documented", "effective", "medicine_relief_percent"),
        diagnosis_group="neuralgia, neuritis and radiculitis", first_request=False,
        medicine_relief_percent=40, functional_improvement=True,
    ),
    "topiramate after gabapentin failed": asked(
        "topiramate", "low back",
        ("nothing failed before", "later_choice", "first_line_failed", False),
        any_neuropathic_pain=True, first_request=True, first_line_failed=True,
        first_line_contraindicated=False,
    ),
    "an SSRI for depression": asked(
        "sertraline", "",
        ("it is for pain", "indicated", "depression_or_anxiety", False),
        ("nothing is better with it", "effective", "sleep_or_mood_improved", False),
        depression_or_anxiety=True, first_request=False, sleep_or_mood_improved=True,
        any_neuropathic_pain=True, pain_relief=False, functional_improvement=False,
        other_medicine_reduced=False,
    ),
    # ---- equipment and visits
    "a wheelchair that is needed": asked(
        "wheelchair", "",
        ("no need is documented", "need", "medical_need_documented"),
        ("more waits for an assessment", "reassessed", "reassessment_needed", True),
        medical_need_documented=True,
    ),
    "a lumbar support in the acute phase": asked(
        "lumbar support", "low back",
        ("the acute phase is over", "acute", "weeks_since_injury", 12),
        weeks_since_injury=2, rule="low_back_2004.lumbar_support",
    ),
    "a brace for an unstable knee": asked(
        "knee brace", "right knee",
        ("the knee is stable", "reason", "knee_unstable", False),
        ("it stands alone", "with_rehabilitation", "adjunct_to_rehabilitation", False),
        knee_unstable=True, knee_under_load=False, adjunct_to_rehabilitation=True,
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
    "a consultation where recovery is delayed": asked(
        "consultation", "low back",
        ("it is not delayed", "delayed", "recovery_delayed", False),
        ("a specialist has seen the worker", "not_a_duplicate", "specialist_seen_before", True),
        recovery_delayed=True, plan_needs_expertise=False, conservative_care_failed=False,
        neuro_deficit_on_exam=False, severe_acute_injury=False, surgery_contemplated=False,
        differential_diagnosis=False, psychological_indication=False,
        psychiatric_diagnosis=False, risk_to_self_or_others=False, failed_return_to_work=False,
    ),
    "a follow-up visit in the first weeks": asked(
        "office visit", "low back",
        ("nothing is to be followed", "need", "work_status_to_decide", False),
        weeks_since_injury=4, work_status_to_decide=True, needs_follow_up=False,
        objective_deficits=False, exam_corroborates=False, neuro_deficit_on_exam=False,
        plan_needs_expertise=False, on_opioids=False, flare_up=False, surgery_necessary=False,
        rule="general_approaches_2004.office_visits",
    ),
    "a visit with a reason": asked(
        "office visit", "low back",
        ("nothing gives a reason", "need", "exam_corroborates", False),
        exam_corroborates=True, objective_deficits=False, plan_needs_expertise=False,
        needs_follow_up=False, new_injury=False, first_visit=False, new_patient=False,
    ),
    "a visit to follow a medicine": asked(
        "follow-up visit", "low back",
        ("there is nothing to follow", "need", "needs_follow_up"),
        needs_follow_up=True,
    ),
    # ---- what is granted only against the guideline, with evidence
    "traction of the low back, with evidence": asked(
        "traction", "low back", UNREFUTED, visits_completed=0, variance_supported=True,
    ),
    "ultrasound, with evidence": asked(
        "therapeutic ultrasound", "shoulder", UNREFUTED, variance_supported=True,
    ),
    "butalbital, with evidence": asked("Fioricet", "", UNREFUTED, variance_supported=True),
    "a laser, with evidence": asked("low-level laser therapy", "", UNREFUTED,
                                    variance_supported=True),
    "carisoprodol, with evidence": asked("carisoprodol", "", UNREFUTED, variance_supported=True),
    "botulinum toxin for cervical dystonia": asked(
        "botulinum toxin injection", "neck",
        ("it is for other pain", "dystonia", "cervical_dystonia", False),
        cervical_dystonia=True,
    ),
    "botulinum toxin again for the low back": asked(
        "botulinum toxin injection", "low back",
        ("the first did not help", "low_back", "earlier_response", False),
        ("no rehabilitation goes with it", "low_back", "adjunct_to_rehabilitation"),
        earlier_response=True, adjunct_to_rehabilitation=True,
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
