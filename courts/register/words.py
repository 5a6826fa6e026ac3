"""How the register's values are said, in its history and on its pages."""

from courts.register.rules import (
    Channel,
    ContactPurpose,
    CourtKind,
    Facility,
    FacilityStanding,
    FacilityTerms,
    Half,
    SatelliteStanding,
    Sitting,
    Subject,
)

KIND: dict[CourtKind, str] = {
    CourtKind.CROWN: "Crown Court",
    CourtKind.MAGISTRATES: "Magistrates' court",
    CourtKind.COMBINED: "Crown and magistrates' courts",
    CourtKind.UNSPECIFIED: "Kind of court not recorded",
}
SITTING: dict[Sitting, str] = {
    Sitting.SITTING: "Sitting",
    Sitting.NOT_SITTING: "Not sitting",
    Sitting.UNKNOWN: "Not known",
}
PURPOSE: dict[ContactPurpose, str] = {
    ContactPurpose.ENQUIRIES: "Court office",
    ContactPurpose.WITNESS_SERVICE: "Witness Service at court",
    ContactPurpose.COURT_VISITS: "Court visits contact",
}
CHANNEL: dict[Channel, str] = {Channel.PHONE: "telephone", Channel.EMAIL: "email"}
FACILITY: dict[Facility, str] = {
    Facility.STEP_FREE: "Step-free access",
    Facility.WITNESS_WAITING_ROOM: "Separate waiting room for witnesses",
    Facility.WITNESS_ENTRANCE: "Separate entrance for witnesses",
    Facility.VIDEO_LINK: "Video link",
    Facility.ACCESSIBLE_TOILET: "Accessible toilet",
    Facility.ACCESSIBLE_PARKING: "Accessible parking",
    Facility.HEARING_LOOP: "Hearing loop",
    Facility.ASSISTANCE_DOGS: "Assistance dogs welcome",
    Facility.SUNFLOWER_LANYARDS: "Sunflower lanyards recognised",
    Facility.PRIVATE_WAITING_ROOMS: "Private waiting rooms",
    Facility.INTERVIEW_ROOMS: "Interview rooms",
    Facility.PRAYER_ROOM: "Prayer or quiet room",
    Facility.CHILDRENS_ROOM: "Children's room",
    Facility.BABY_CHANGING: "Baby changing",
    Facility.REFRESHMENTS: "Refreshments",
    Facility.PARKING: "Parking",
    Facility.WIFI: "Wi-Fi",
    Facility.SECURITY_SEARCH: "Search at the door",
}
TERMS: dict[FacilityTerms, str] = {
    FacilityTerms.PROVIDED: "at the court",
    FacilityTerms.ON_REQUEST: "on request",
    FacilityTerms.NEARBY: "nearby only",
}
STANDING: dict[FacilityStanding | None, str] = {
    FacilityStanding.LISTED: "listed",
    FacilityStanding.CONFIRMED: "confirmed",
    FacilityStanding.REFUTED: "not there",
    None: "not listed",
}
HALF: dict[Half | None, str] = {
    Half.AM: "mornings only",
    Half.PM: "afternoons only",
    None: "all day",
}
SATELLITE: dict[SatelliteStanding, str] = {
    SatelliteStanding.SEEN_IN_USE: "Seen in use",
    SatelliteStanding.LISTED: "Listed",
    SatelliteStanding.PRESUMED_ENDED: "Thought to have ended",
    SatelliteStanding.CLOSURE_ANNOUNCED: "Closure announced",
}
SUBJECT: dict[Subject, str] = {
    Subject.SITTING: "Whether it sits",
    Subject.ENTRANCE: "Where witnesses come in",
    Subject.CONTACT: "Contact",
    Subject.FACILITY: "Facility",
    Subject.CLOSURE: "Closure",
    Subject.LIST_NAME: "Name in court lists",
}
