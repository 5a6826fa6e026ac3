"""How pages say what a message is, how it goes, and what became of it."""

from casework.contact_plans.rules import Channel
from notifications.messages.rules import MessageKey, MessageState

WHAT = {
    MessageKey.VISIT_BOOKED: "The visit is booked",
    MessageKey.VISIT_MOVED: "The visit has moved",
    MessageKey.VISIT_CANCELLED: "The visit is off",
    MessageKey.VISIT_REMINDER_7_DAYS: "Reminder, 7 days before",
    MessageKey.VISIT_REMINDER_3_DAYS: "Reminder, 3 days before",
    MessageKey.VISIT_REMINDER_1_DAY: "Reminder, the day before",
    MessageKey.HEARING_LISTED: "The hearing is listed",
    MessageKey.HEARING_MOVED: "The hearing has moved",
    MessageKey.HEARING_VACATED: "The hearing is off",
    MessageKey.VISIT_OFFERED: "Times to choose from",
    MessageKey.YOUR_LINK: "Their link",
    MessageKey.YOUR_DAY: "The facts of the day",
}
HOW = {
    Channel.SMS: "Text message",
    Channel.EMAIL: "Email",
    Channel.PHONE_CALL: "Telephone call",
}
STATE = {
    MessageState.PENDING: "To be sent",
    MessageState.SENDING: "Going out",
    MessageState.SENT: "Sent",
    MessageState.DELIVERED: "Delivered",
    MessageState.UNDELIVERED: "Not delivered",
    MessageState.AMBIGUOUS: "May have been sent",
    MessageState.NEEDS_PERSON: "Needs a person",
    MessageState.SUPERSEDED: "Superseded",
    MessageState.EXPIRED: "Too late to help",
    MessageState.NOT_SENT: "Not sent",
}
"""The tags of `witness_app.site.states`, by the state they stand for."""
