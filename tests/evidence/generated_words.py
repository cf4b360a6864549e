"""What several agencies of a generated chronology tell of one event, each in its words."""

from tests.evidence.generated_cast import (
    BOTH,
    CSC,
    DEAN,
    DRU,
    GP,
    HOS,
    HOU,
    HVS,
    JADE,
    KYLE,
    POL,
    SCH,
    TILLY,
    Event,
)

SHARED = [
    Event(
        "ed fall",
        TILLY,
        {
            HOS: [
                "Tilly attended A&E having fallen over {thing}; brought in by {carer}. Laceration sutured to {hurt}. / Home",
                "Presented at ED with {carer}: cut to {hurt} after trip on {thing}, sutures x{count}.",
            ],
            HVS: [
                "ED attendance notification: Tilly, laceration {hurt}, fell over {thing}. Brought by {carer}. / HV to follow up"
            ],
            GP: [
                "A&E discharge summary received: laceration to {hurt} after fall over {thing}, accompanied by {carer}. / Filed"
            ],
        },
        ("carer", "hurt"),
        shifts=False,
    ),
    Event(
        "domestic",
        DEAN,
        {
            POL: [
                "Attended domestic at {street}: Ms Brand alleges Mr Pratt pushed her against the fridge. DASH graded {risk}. / PPN submitted"
            ],
            CSC: [
                "PPN received from police re domestic incident at {street}: Mr Pratt pushed Jade into fridge, DASH {risk} risk. / Triage"
            ],
            HOU: [
                "Police at {street} again, domestic incident at tenant's home, fridge damaged, risk said to be {risk} risk. / Noted"
            ],
        },
        ("risk",),
    ),
    Event(
        "strategy",
        BOTH,
        {
            CSC: [
                "Strategy discussion chaired by team manager about {hurt} bruise on Kyle; police and hospital present. / s47 to begin"
            ],
            POL: [
                "DS took part in strategy meeting re bruising to Kyle's {hurt}. / Joint s47 agreed"
            ],
            HOS: [
                "Consultant joined strat discussion re Kyle, bruise {hurt}. / CP medical offered"
            ],
            SCH: [
                "DSL dialled in to strategy meeting about Kyle's bruise ({hurt}). / Chronology sent"
            ],
        },
        ("hurt",),
    ),
    Event(
        "conference",
        BOTH,
        {
            CSC: [
                "Initial child protection conference. Mother attended. Unanimous for plan under category of neglect."
            ],
            SCH: [
                "ICPC attended by DSL and class teacher, Mum there too. CP plan, neglect."
            ],
            HVS: ["HV attended ICPC. Mother present. CP plan agreed."],
            POL: [
                "Officer attended Initial CP Conference; children made subject of plan."
            ],
        },
    ),
    Event(
        "absence talk",
        KYLE,
        {
            SCH: [
                "Attendance panel re Kyle: {percent} this term. Jade promised improvement. / Contract signed"
            ],
            CSC: [
                "School told SW about attendance panel; Kyle's attendance is {percent}. / Noted on file"
            ],
        },
        ("percent",),
        shifts=False,
    ),
    Event(
        "hungry",
        TILLY,
        {
            SCH: [
                "Tilly came in without breakfast and was seen putting {food} from the bin in her pocket. DSL phoned social worker. / Fed"
            ],
            CSC: [
                "T/C from DSL: Tilly hungry, taking {food} out of bin. / Discuss with mum at next visit"
            ],
        },
        ("food",),
        shifts=False,
    ),
    Event(
        "move",
        JADE,
        {
            HOU: ["Sign-up at {street}: keys handed to Ms Brand for new tenancy."],
            CSC: ["Family moved to {street}. / Address updated on system"],
            SCH: ["Change of address form from Mum: family have moved to {street}."],
        },
    ),
    Event(
        "eviction",
        JADE,
        {
            HOU: [
                "Notice seeking possession served at {street}; arrears stand at {sum}. / Court date awaited"
            ],
            CSC: [
                "Jade rang in tears: landlord has served NOSP on her at {street}, owes {sum}. / Housing contacted"
            ],
        },
        ("sum",),
        shifts=False,
    ),
    Event(
        "drug screen",
        JADE,
        {
            DRU: [
                "Urine screen: positive for {drug}. Ms Brand said a friend had stayed. / Retest in {count} weeks"
            ],
            CSC: [
                "Drug worker rang with outcome of urine test: Jade positive for {drug}, blames a friend staying. / Add to PLO letter"
            ],
        },
        ("drug",),
        shifts=False,
    ),
    Event(
        "joint visit",
        BOTH,
        {
            CSC: [
                "Joint visit with health visitor. {count} beds for the family, no bedding, mattress stained. Interpreter not needed."
            ],
            HVS: [
                "Joint home visit with SW: mattresses stained, {count} beds, no bedding seen. Growth satisfactory."
            ],
        },
        ("count",),
    ),
    Event(
        "missing",
        KYLE,
        {
            POL: [
                "Kyle reported missing by {carer} from {street} and located by patrol at the canal {count} hours later. / Safe"
            ],
            CSC: [
                "EDT: police notification, Kyle missing, reported by {carer}, found near canal. / RHI"
            ],
            SCH: [
                "Police rang school: Kyle missing from home, found by the canal. / Mentor told"
            ],
        },
        ("carer",),
        shifts=False,
    ),
    Event(
        "overdose",
        JADE,
        {
            HOS: [
                "Ms Brand brought by ambulance having taken an overdose of paracetamol, {count} packets. Psychiatric liaison saw her. / Admitted"
            ],
            GP: [
                "Hospital letter: Jade took paracetamol OD ({count} packets), seen by psychiatric liaison and admitted."
            ],
            CSC: [
                "Hospital informed SW that Jade was admitted after overdose of paracetamol. Children with grandmother. / Visit"
            ],
        },
        ("count",),
        shifts=False,
    ),
    Event(
        "immunisation",
        TILLY,
        {
            GP: [
                "MMR booster given by practice nurse; {count} bruises of various ages seen to shins. / HV tasked"
            ],
            HVS: [
                "Task from practice nurse at Mill Lane: at MMR booster Tilly had {count} bruises on shins. / Visit arranged"
            ],
        },
        ("count",),
        shifts=False,
    ),
    Event(
        "school row",
        DEAN,
        {
            SCH: [
                "Dean Pratt shouted at the head in reception when collecting Kyle, banned from site. Police called by {carer}. / Letter"
            ],
            POL: [
                "Called to St Wilfrid's by {carer}: male Pratt abusive towards headteacher in reception. / Words of advice"
            ],
        },
        ("carer",),
    ),
    Event(
        "core group",
        BOTH,
        {
            CSC: [
                "Core group held at school. Mother attended, Dean did not. Toothbrushes and bedtime agreed."
            ],
            SCH: [
                "Hosted core group meeting. Mum attended; bedtime and toothbrushes on the plan."
            ],
            HVS: [
                "Core group at St Wilfrid's attended. Jade present. Plan: toothbrushes, bedtime."
            ],
        },
    ),
    Event(
        "arrest",
        DEAN,
        {
            POL: [
                "Dean Pratt arrested at {street} on suspicion of supplying {drug}; {count} wraps found in cot. / Bailed"
            ],
            HOU: [
                "Neighbourhood officer told by police of arrest of Pratt at {street}, {drug}, {count} wraps. / ASB file"
            ],
            CSC: [
                "Police to EDT: Pratt arrested for supply of {drug}, wraps in baby's cot ({count} wraps). / Strategy discussion"
            ],
        },
        ("drug", "count"),
    ),
    Event(
        "gp low mood",
        JADE,
        {
            GP: [
                "Jade seen, tearful, low since losing nan; sertraline started and self-referral to talking therapies. / Review 2/52"
            ],
            HVS: [
                "Message from GP: Jade has begun sertraline, low after bereavement (nan). / Maternal mood at next contact"
            ],
        },
        shifts=False,
    ),
    Event(
        "fire",
        BOTH,
        {
            HOU: [
                "Small kitchen fire at {street} caused by chip pan; children carried out by {carer}. / Smoke alarm replaced"
            ],
            POL: [
                "Assisted fire service at {street}, chip pan fire, {carer} had carried both children out. / No offences"
            ],
            SCH: [
                "Kyle told us about a chip pan fire at home; {carer} carried them outside. / Uniform given"
            ],
        },
        ("carer",),
        shifts=False,
    ),
]
