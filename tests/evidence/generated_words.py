"""What the agencies of a generated chronology say: each event in several agencies' words."""

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
    "percent": ["68 per cent", "74 per cent", "81 per cent", "88 per cent", "59 per cent"],
    "carer": ["mother", "father", "grandmother", "stepfather"],
    "thing": ["a toy bus", "the stairs", "a skipping rope", "the garden wall", "a hot pan"],
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


SHARED = [
    Event("ed fall", TILLY, {
        HOS: ["Tilly attended A&E having fallen over {thing}; brought in by {carer}. Laceration sutured to {hurt}. / Home",
              "Presented at ED with {carer}: cut to {hurt} after trip on {thing}, sutures x{count}."],
        HVS: ["ED attendance notification: Tilly, laceration {hurt}, fell over {thing}. Brought by {carer}. / HV to follow up"],
        GP: ["A&E discharge summary received: laceration to {hurt} after fall over {thing}, accompanied by {carer}. / Filed"],
    }, ("carer", "hurt"), shifts=False),
    Event("domestic", DEAN, {
        POL: ["Attended domestic at {street}: Ms Brand alleges Mr Pratt pushed her against the fridge. DASH graded {risk}. / PPN submitted"],
        CSC: ["PPN received from police re domestic incident at {street}: Mr Pratt pushed Jade into fridge, DASH {risk} risk. / Triage"],
        HOU: ["Police at {street} again, domestic incident at tenant's home, fridge damaged, risk said to be {risk} risk. / Noted"],
    }, ("risk",)),
    Event("strategy", BOTH, {
        CSC: ["Strategy discussion chaired by team manager about {hurt} bruise on Kyle; police and hospital present. / s47 to begin"],
        POL: ["DS took part in strategy meeting re bruising to Kyle's {hurt}. / Joint s47 agreed"],
        HOS: ["Consultant joined strat discussion re Kyle, bruise {hurt}. / CP medical offered"],
        SCH: ["DSL dialled in to strategy meeting about Kyle's bruise ({hurt}). / Chronology sent"],
    }, ("hurt",)),
    Event("conference", BOTH, {
        CSC: ["Initial child protection conference. Mother attended. Unanimous for plan under category of neglect."],
        SCH: ["ICPC attended by DSL and class teacher, Mum there too. CP plan, neglect."],
        HVS: ["HV attended ICPC. Mother present. CP plan agreed."],
        POL: ["Officer attended Initial CP Conference; children made subject of plan."],
    }),
    Event("absence talk", KYLE, {
        SCH: ["Attendance panel re Kyle: {percent} this term. Jade promised improvement. / Contract signed"],
        CSC: ["School told SW about attendance panel; Kyle's attendance is {percent}. / Noted on file"],
    }, ("percent",), shifts=False),
    Event("hungry", TILLY, {
        SCH: ["Tilly came in without breakfast and was seen putting {food} from the bin in her pocket. DSL phoned social worker. / Fed"],
        CSC: ["T/C from DSL: Tilly hungry, taking {food} out of bin. / Discuss with mum at next visit"],
    }, ("food",), shifts=False),
    Event("move", JADE, {
        HOU: ["Sign-up at {street}: keys handed to Ms Brand for new tenancy."],
        CSC: ["Family moved to {street}. / Address updated on system"],
        SCH: ["Change of address form from Mum: family have moved to {street}."],
    }),
    Event("eviction", JADE, {
        HOU: ["Notice seeking possession served at {street}; arrears stand at {sum}. / Court date awaited"],
        CSC: ["Jade rang in tears: landlord has served NOSP on her at {street}, owes {sum}. / Housing contacted"],
    }, ("sum",), shifts=False),
    Event("drug screen", JADE, {
        DRU: ["Urine screen: positive for {drug}. Ms Brand said a friend had stayed. / Retest in {count} weeks"],
        CSC: ["Drug worker rang with outcome of urine test: Jade positive for {drug}, blames a friend staying. / Add to PLO letter"],
    }, ("drug",), shifts=False),
    Event("joint visit", BOTH, {
        CSC: ["Joint visit with health visitor. {count} beds for the family, no bedding, mattress stained. Interpreter not needed."],
        HVS: ["Joint home visit with SW: mattresses stained, {count} beds, no bedding seen. Growth satisfactory."],
    }, ("count",)),
    Event("missing", KYLE, {
        POL: ["Kyle reported missing by {carer} from {street} and located by patrol at the canal {count} hours later. / Safe"],
        CSC: ["EDT: police notification, Kyle missing, reported by {carer}, found near canal. / RHI"],
        SCH: ["Police rang school: Kyle missing from home, found by the canal. / Mentor told"],
    }, ("carer",), shifts=False),
    Event("overdose", JADE, {
        HOS: ["Ms Brand brought by ambulance having taken an overdose of paracetamol, {count} packets. Psychiatric liaison saw her. / Admitted"],
        GP: ["Hospital letter: Jade took paracetamol OD ({count} packets), seen by psychiatric liaison and admitted."],
        CSC: ["Hospital informed SW that Jade was admitted after overdose of paracetamol. Children with grandmother. / Visit"],
    }, ("count",), shifts=False),
    Event("immunisation", TILLY, {
        GP: ["MMR booster given by practice nurse; {count} bruises of various ages seen to shins. / HV tasked"],
        HVS: ["Task from practice nurse at Mill Lane: at MMR booster Tilly had {count} bruises on shins. / Visit arranged"],
    }, ("count",), shifts=False),
    Event("school row", DEAN, {
        SCH: ["Dean Pratt shouted at the head in reception when collecting Kyle, banned from site. Police called by {carer}. / Letter"],
        POL: ["Called to St Wilfrid's by {carer}: male Pratt abusive towards headteacher in reception. / Words of advice"],
    }, ("carer",)),
    Event("core group", BOTH, {
        CSC: ["Core group held at school. Mother attended, Dean did not. Toothbrushes and bedtime agreed."],
        SCH: ["Hosted core group meeting. Mum attended; bedtime and toothbrushes on the plan."],
        HVS: ["Core group at St Wilfrid's attended. Jade present. Plan: toothbrushes, bedtime."],
    }),
    Event("arrest", DEAN, {
        POL: ["Dean Pratt arrested at {street} on suspicion of supplying {drug}; {count} wraps found in cot. / Bailed"],
        HOU: ["Neighbourhood officer told by police of arrest of Pratt at {street}, {drug}, {count} wraps. / ASB file"],
        CSC: ["Police to EDT: Pratt arrested for supply of {drug}, wraps in baby's cot ({count} wraps). / Strategy discussion"],
    }, ("drug", "count")),
    Event("gp low mood", JADE, {
        GP: ["Jade seen, tearful, low since losing nan; sertraline started and self-referral to talking therapies. / Review 2/52"],
        HVS: ["Message from GP: Jade has begun sertraline, low after bereavement (nan). / Maternal mood at next contact"],
    }, shifts=False),
    Event("fire", BOTH, {
        HOU: ["Small kitchen fire at {street} caused by chip pan; children carried out by {carer}. / Smoke alarm replaced"],
        POL: ["Assisted fire service at {street}, chip pan fire, {carer} had carried both children out. / No offences"],
        SCH: ["Kyle told us about a chip pan fire at home; {carer} carried them outside. / Uniform given"],
    }, ("carer",), shifts=False),
]

ALONE = [
    (CSC, "Home visit. Jade tired. Children playing in the yard. / Next visit in two weeks", BOTH),
    (CSC, "Home visit, no reply. / Card left", BOTH),
    (CSC, "Supervision: manager wants the plan reviewed. / Actions set", BOTH),
    (CSC, "Text from Jade cancelling the visit. / Rearranged", JADE),
    (CSC, "Telephone call to Jade about {food} and bedtime routine. / None", JADE),
    (CSC, "E-mail to school asking for an update on attendance. / Awaiting reply", KYLE),
    (CSC, "Home visit to {street}. Kyle showed his drawings. / Case note", KYLE),
    (CSC, "Letter sent inviting Jade to a parenting course. / No reply", JADE),
    (POL, "Neighbour reported loud music at {street}. / No trace on arrival", JADE),
    (POL, "Intelligence: vehicle linked to Pratt seen on {street}. / Logged", DEAN),
    (POL, "Traffic stop of Mr Pratt, no insurance. / Reported", DEAN),
    (POL, "Call from Ms Brand about a lost purse. / Crime number", JADE),
    (HOS, "Asthma clinic attended with {carer}. / Review in six months", TILLY),
    (HOS, "Tilly was not brought to audiology. / Rebooked", TILLY),
    (HOS, "Physiotherapy appointment for Jade, attended. / Exercises", JADE),
    (HOS, "Letter sent about the audiology appointment. / None", TILLY),
    (HVS, "Home visit. Tilly weighed, 50th centile. / Continue", TILLY),
    (HVS, "HV no access visit. / Card left", TILLY),
    (HVS, "Clinic contact: Tilly seen with {carer}, well. / None", TILLY),
    (HVS, "Phone call to Jade, voicemail left. / Try again", JADE),
    (HVS, "Developmental review completed, within normal limits. / Universal", TILLY),
    (GP, "Repeat prescription issued for inhaler. / Issued", TILLY),
    (GP, "Jade seen with back pain. / Analgesia", JADE),
    (GP, "Kyle seen with a sore throat, accompanied by {carer}. / Fluids", KYLE),
    (GP, "Did not attend smear appointment. / Reminder", JADE),
    (SCH, "Kyle late, no coat. / Spoken to", KYLE),
    (SCH, "Kyle absent, no reason given. / Call to mum, no answer", KYLE),
    (SCH, "Parents' evening: Jade came. / Targets shared", KYLE),
    (SCH, "Tilly said her tummy hurt and asked for {food}. / Given fruit", TILLY),
    (SCH, "Kyle had a fight over football at break. / Reflection room", KYLE),
    (SCH, "Phoned social worker for an update. / Message left", BOTH),
    (HOU, "Rent reminder sent, account {sum} in arrears. / Letter", JADE),
    (HOU, "Repair: boiler serviced at {street}. / Completed", JADE),
    (HOU, "Complaint of rubbish in the garden at {street}. / Letter", JADE),
    (HOU, "Inspection of the communal hallway. / None", JADE),
    (DRU, "Keyworking session attended. / Next in two weeks", JADE),
    (DRU, "Did not attend keyworking. / Text sent", JADE),
    (DRU, "Medication review with the prescriber. / No change", JADE),
    (DRU, "Jade rang to rebook. / Booked", JADE),
]
