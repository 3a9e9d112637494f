//! What a sig means, in the shape of the FHIR R4 `Dosage` datatype.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// One instruction about how to take a medicine: FHIR R4 `Dosage`.
///
/// Dosages that share a `sequence` apply together ("1 in the morning and 2 at bedtime"); a higher `sequence` follows
/// a lower one ("then ...").
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Dosage {
    /// 1 for the first step, 2 for what follows it.
    pub sequence: u32,
    /// What the person does; `None` lets the words choose from unit and route.
    pub method: Option<Method>,
    /// How much each time.
    pub dose: Option<Dose>,
    /// The same amount said in another unit: "1 tablet (500 mg)".
    pub same_as: Option<Dose>,
    /// How much, where no number says it: a thin layer.
    pub amount: Option<Amount>,
    /// Where the medicine enters.
    pub route: Option<Route>,
    /// Which eye, ear, nostril or skin area.
    pub site: Option<Site>,
    /// When and how often.
    pub timing: Timing,
    /// Only when needed.
    pub as_needed: bool,
    /// What it is for: the reason of "as needed", or the indication of a regular dose.
    pub reason: Option<String>,
    /// For how long.
    pub duration: Option<Duration>,
    /// Ceiling, FHIR `maxDosePerPeriod`.
    pub maximum: Option<Maximum>,
    /// FHIR `additionalInstruction`.
    pub additional: Vec<Additional>,
}

/// An amount or a range of amounts in one unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Dose {
    #[ts(type = "string")]
    pub low: Decimal,
    /// The upper end of a range; `None` for a single amount.
    #[ts(type = "string | null")]
    pub high: Option<Decimal>,
    pub unit: Unit,
}

impl Dose {
    /// The most that is taken at once.
    pub fn most(&self) -> Decimal {
        self.high.unwrap_or(self.low)
    }
}

/// What a dose is counted or measured in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    Tablet,
    Capsule,
    Puff,
    Inhalation,
    Spray,
    Drop,
    Patch,
    Suppository,
    Lozenge,
    Packet,
    Capful,
    Scoop,
    Vial,
    Ampule,
    Syringe,
    Injection,
    Film,
    Application,
    Piece,
    Ring,
    Inch,
    Dose,
    Unit,
    Milliliter,
    Liter,
    Milligram,
    Microgram,
    Gram,
    Milliequivalent,
}

impl Unit {
    /// True when a pharmacy hands the medicine out by this unit, so that a quantity can be derived from a sig.
    ///
    /// Puffs, sprays and drops come in whole containers, and milligrams need the strength.
    pub fn is_dispensed(self) -> bool {
        matches!(
            self,
            Unit::Tablet
                | Unit::Capsule
                | Unit::Patch
                | Unit::Suppository
                | Unit::Lozenge
                | Unit::Packet
                | Unit::Vial
                | Unit::Ampule
                | Unit::Syringe
                | Unit::Film
                | Unit::Piece
                | Unit::Ring
                | Unit::Milliliter
        )
    }
}

/// The verb of the instruction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    Take,
    Give,
    Chew,
    Dissolve,
    Inhale,
    Apply,
    Inject,
    Insert,
    Place,
    Put,
    Spray,
    Use,
    Swish,
}

/// Where the medicine enters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Route {
    Oral,
    Sublingual,
    Buccal,
    Inhaled,
    Nebulized,
    Nasal,
    Ophthalmic,
    Otic,
    Topical,
    Transdermal,
    Rectal,
    Vaginal,
    Subcutaneous,
    Intramuscular,
    Intravenous,
    Intradermal,
    GastricTube,
}

/// An amount that no number says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Amount {
    ThinLayer,
    SmallAmount,
    LiberalAmount,
}

/// The side or area that is treated.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Site {
    RightEye,
    LeftEye,
    EachEye,
    AffectedEye,
    RightEar,
    LeftEar,
    EachEar,
    AffectedEar,
    RightNostril,
    LeftNostril,
    OneNostril,
    EachNostril,
    /// A skin area in words, "affected area", "left knee".
    Area(String),
}

/// FHIR R4 `Timing.repeat`, as far as sigs use it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Timing {
    /// Times per period; `None` with `frequency_max` means "up to".
    pub frequency: Option<u32>,
    pub frequency_max: Option<u32>,
    /// Length of the period in `period_unit`; 0 when no frequency was given.
    pub period: u32,
    pub period_max: Option<u32>,
    pub period_unit: Option<PeriodUnit>,
    pub when: Vec<When>,
    /// Minutes before or after the meal that `when` names.
    pub offset_minutes: Option<u32>,
    /// "HH:MM", 24 hours.
    pub time_of_day: Vec<String>,
    pub day_of_week: Vec<Weekday>,
    /// Total number of doses, 1 for a single dose.
    pub count: Option<u32>,
    /// First and last day of treatment on which this applies, counted from 1.
    pub days: Option<(u32, u32)>,
}

/// UCUM code of the unit of a period or duration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
pub enum PeriodUnit {
    #[serde(rename = "min")]
    Minute,
    #[serde(rename = "h")]
    Hour,
    #[serde(rename = "d")]
    Day,
    #[serde(rename = "wk")]
    Week,
    #[serde(rename = "mo")]
    Month,
    #[serde(rename = "a")]
    Year,
}

/// FHIR R4 `EventTiming` code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
pub enum When {
    #[serde(rename = "MORN")]
    Morning,
    #[serde(rename = "ACM")]
    BeforeBreakfast,
    #[serde(rename = "CM")]
    WithBreakfast,
    #[serde(rename = "PCM")]
    AfterBreakfast,
    #[serde(rename = "NOON")]
    Noon,
    #[serde(rename = "ACD")]
    BeforeLunch,
    #[serde(rename = "CD")]
    WithLunch,
    #[serde(rename = "PCD")]
    AfterLunch,
    #[serde(rename = "AFT")]
    Afternoon,
    #[serde(rename = "ACV")]
    BeforeDinner,
    #[serde(rename = "CV")]
    WithDinner,
    #[serde(rename = "PCV")]
    AfterDinner,
    #[serde(rename = "EVE")]
    Evening,
    #[serde(rename = "NIGHT")]
    Night,
    #[serde(rename = "AC")]
    BeforeMeals,
    #[serde(rename = "C")]
    WithMeals,
    #[serde(rename = "PC")]
    AfterMeals,
    #[serde(rename = "HS")]
    Bedtime,
}

impl When {
    /// True for "meals" without saying which: it does not fix how often.
    pub fn is_any_meal(self) -> bool {
        matches!(self, When::BeforeMeals | When::WithMeals | When::AfterMeals)
    }
}

/// Day of the week, FHIR code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum Weekday {
    Mon,
    Tue,
    Wed,
    Thu,
    Fri,
    Sat,
    Sun,
}

/// How long the treatment lasts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Duration {
    pub value: u32,
    pub unit: PeriodUnit,
}

/// The most that may be taken in a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Maximum {
    #[ts(type = "string")]
    pub amount: Decimal,
    pub unit: Unit,
    /// Hours of the period; `None` means in total.
    pub hours: Option<u32>,
}

/// Something else the person should do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Additional {
    WithFood,
    WithOrWithoutFood,
    EmptyStomach,
    WithWater,
    MixedInWater,
    AsDirected,
    UntilFinished,
    SwallowWhole,
    ShakeWell,
    RinseMouth,
    SwishAndSwallow,
    SwishAndSpit,
    /// A patch: hours on, hours off.
    OnOff {
        on: u32,
        off: u32,
    },
    /// Minutes after which the dose may be repeated, and how often.
    MayRepeat {
        after_minutes: u32,
        times: u32,
    },
}
