"""Courts, cases, hearings and lists."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0002"
down_revision: str | None = "0001"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "published_case",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("group_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("first_published_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("joined_to_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["joined_to_id"], ["published_case.id"], name=op.f("fk_published_case_joined_to_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_published_case")),
        sa.UniqueConstraint("group_id", name=op.f("uq_published_case_group_id")),
    )
    op.create_table(
        "case_identifier",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("group_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "urn",
                "crown",
                "magistrates",
                name="identifier_kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("root", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["published_case.id"], name=op.f("fk_case_identifier_case_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_identifier")),
        sa.UniqueConstraint("value", name=op.f("uq_case_identifier_value")),
    )
    op.create_index(
        op.f("ix_case_identifier_case_id"), "case_identifier", ["case_id"], unique=False
    )
    op.create_index(
        op.f("ix_case_identifier_group_id"), "case_identifier", ["group_id"], unique=False
    )
    op.create_index(op.f("ix_case_identifier_root"), "case_identifier", ["root"], unique=False)
    op.create_table(
        "defendant",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("party", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["published_case.id"], name=op.f("fk_defendant_case_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_defendant")),
        sa.UniqueConstraint("case_id", "ordinal", name=op.f("uq_defendant_case_id_ordinal")),
        sa.UniqueConstraint("case_id", "party", name=op.f("uq_defendant_case_id_party")),
    )
    op.create_table(
        "hearing",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "trial",
                "newton",
                "appeal",
                "sentence",
                "ptph",
                "pre_trial_review",
                "future_trial_review",
                "further_case_management",
                "ground_rules",
                "section_28",
                "committal_for_sentence",
                "custody_time_limit",
                "confiscation",
                "first_hearing",
                "application",
                "verdict",
                "mention",
                "remand",
                "plea",
                "bail",
                "other",
                name="hearing_kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("listed_as", sa.Text(), nullable=False),
        sa.Column("listed_kind", sa.Text(), nullable=False),
        sa.Column("current_version", sa.Integer(), nullable=False),
        sa.Column("last_published_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["published_case.id"], name=op.f("fk_hearing_case_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hearing")),
    )
    op.create_index(op.f("ix_hearing_case_id"), "hearing", ["case_id"], unique=False)
    op.create_table(
        "court",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "crown",
                "magistrates",
                "combined",
                "unspecified",
                name="court_kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "status",
            sa.Enum(
                "open",
                "closed",
                name="court_status",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("status_note", sa.Text(), nullable=False),
        sa.Column(
            "sitting",
            sa.Enum(
                "sitting",
                "not_sitting",
                "unknown",
                name="sitting",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("sitting_note", sa.Text(), nullable=False),
        sa.Column("sitting_checked_on", sa.Date(), nullable=True),
        sa.Column("sitting_checked_by", sa.Uuid(), nullable=True),
        sa.Column("is_in_london", sa.Boolean(), nullable=False),
        sa.Column("address_line_1", sa.Text(), nullable=False),
        sa.Column("address_line_2", sa.Text(), nullable=False),
        sa.Column("town", sa.Text(), nullable=False),
        sa.Column("postcode", sa.Text(), nullable=False),
        sa.Column("latitude", sa.Double(), nullable=True),
        sa.Column("longitude", sa.Double(), nullable=True),
        sa.Column("borough", sa.Text(), nullable=False),
        sa.Column("cps_area", sa.Text(), nullable=False),
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("crown_code", sa.Integer(), nullable=True),
        sa.Column("magistrates_code", sa.Text(), nullable=False),
        sa.Column("ou_code", sa.Text(), nullable=False),
        sa.Column("register_code", sa.Text(), nullable=False),
        sa.Column("common_platform_id", sa.Text(), nullable=False),
        sa.Column("justice_area", sa.Text(), nullable=False),
        sa.Column("courtrooms", sa.Integer(), nullable=True),
        sa.Column("opening_hours", sa.Text(), nullable=False),
        sa.Column("nearest_station", sa.Text(), nullable=False),
        sa.Column("entrance", sa.Text(), nullable=False),
        sa.Column("entrance_checked_on", sa.Date(), nullable=True),
        sa.Column("entrance_checked_by", sa.Uuid(), nullable=True),
        sa.Column("visit_gap_minutes", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("recorded_on", sa.Date(), nullable=True),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("search_words", sa.Text(), nullable=False),
        sa.Column("loaded_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.CheckConstraint(
            "visit_gap_minutes >= 0", name=op.f("ck_court_visit_gap_minutes_not_negative")
        ),
        sa.ForeignKeyConstraint(
            ["entrance_checked_by"], ["account.id"], name=op.f("fk_court_entrance_checked_by")
        ),
        sa.ForeignKeyConstraint(
            ["sitting_checked_by"], ["account.id"], name=op.f("fk_court_sitting_checked_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_court")),
        sa.UniqueConstraint("slug", name=op.f("uq_court_slug")),
    )
    op.create_index(op.f("ix_court_crown_code"), "court", ["crown_code"], unique=False)
    op.create_index(
        op.f("ix_court_is_in_london_status_sitting"),
        "court",
        ["is_in_london", "status", "sitting"],
        unique=False,
    )
    op.create_table(
        "list_import",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column(
            "document_type",
            sa.Enum(
                "crown_daily",
                "crown_warned",
                name="document_type",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("court_name", sa.Text(), nullable=False),
        sa.Column("published_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column(
            "status",
            sa.Enum(
                "previewed",
                "applied",
                name="import_status",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("preview_number", sa.Integer(), nullable=False),
        sa.Column("uploaded_by", sa.Uuid(), nullable=False),
        sa.Column("uploaded_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("previewed_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("applied_by", sa.Uuid(), nullable=True),
        sa.Column("applied_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["applied_by"], ["account.id"], name=op.f("fk_list_import_applied_by")
        ),
        sa.ForeignKeyConstraint(
            ["uploaded_by"], ["account.id"], name=op.f("fk_list_import_uploaded_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_list_import")),
        sa.UniqueConstraint("digest", name=op.f("uq_list_import_digest")),
    )
    op.create_index(
        op.f("ix_list_import_uploaded_at"), "list_import", ["uploaded_at"], unique=False
    )
    op.create_table(
        "court_change",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("court_id", sa.Uuid(), nullable=False),
        sa.Column(
            "subject",
            sa.Enum(
                "sitting",
                "entrance",
                "contact",
                "facility",
                "closure",
                "list_name",
                name="subject",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("was", sa.Text(), nullable=False),
        sa.Column("became", sa.Text(), nullable=False),
        sa.Column("how_known", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["changed_by"], ["account.id"], name=op.f("fk_court_change_changed_by")
        ),
        sa.ForeignKeyConstraint(["court_id"], ["court.id"], name=op.f("fk_court_change_court_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_court_change")),
    )
    op.create_index(
        op.f("ix_court_change_court_id_changed_at"),
        "court_change",
        ["court_id", "changed_at"],
        unique=False,
    )
    op.create_table(
        "court_closure",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("court_id", sa.Uuid(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.Column(
            "half",
            sa.Enum("am", "pm", name="half", native_enum=False, create_constraint=True, length=40),
            nullable=True,
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("closed_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("closed_by", sa.Uuid(), nullable=False),
        sa.Column("withdrawn_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.CheckConstraint(
            "until_on >= from_on", name=op.f("ck_court_closure_ends_after_it_begins")
        ),
        sa.ForeignKeyConstraint(
            ["closed_by"], ["account.id"], name=op.f("fk_court_closure_closed_by")
        ),
        sa.ForeignKeyConstraint(["court_id"], ["court.id"], name=op.f("fk_court_closure_court_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_court_closure")),
    )
    op.create_index(
        op.f("ix_court_closure_court_id_from_on"),
        "court_closure",
        ["court_id", "from_on"],
        unique=False,
    )
    op.create_table(
        "court_contact",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("court_id", sa.Uuid(), nullable=False),
        sa.Column(
            "purpose",
            sa.Enum(
                "enquiries",
                "witness_service",
                "court_visits",
                name="contact_purpose",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "channel",
            sa.Enum(
                "phone",
                "email",
                name="channel",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("recorded_on", sa.Date(), nullable=True),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("checked_by", sa.Uuid(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["checked_by"], ["account.id"], name=op.f("fk_court_contact_checked_by")
        ),
        sa.ForeignKeyConstraint(["court_id"], ["court.id"], name=op.f("fk_court_contact_court_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_court_contact")),
        sa.UniqueConstraint(
            "court_id",
            "purpose",
            "channel",
            "value",
            name=op.f("uq_court_contact_court_id_purpose_channel_value"),
        ),
    )
    op.create_table(
        "court_facility",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("court_id", sa.Uuid(), nullable=False),
        sa.Column(
            "facility",
            sa.Enum(
                "step_free",
                "witness_waiting_room",
                "witness_entrance",
                "video_link",
                "accessible_toilet",
                "accessible_parking",
                "hearing_loop",
                "assistance_dogs",
                "sunflower_lanyards",
                "private_waiting_rooms",
                "interview_rooms",
                "prayer_room",
                "childrens_room",
                "baby_changing",
                "refreshments",
                "parking",
                "wifi",
                "security_search",
                name="facility",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "standing",
            sa.Enum(
                "listed",
                "confirmed",
                "refuted",
                name="facility_standing",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "terms",
            sa.Enum(
                "provided",
                "on_request",
                "nearby",
                name="facility_terms",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("recorded_on", sa.Date(), nullable=True),
        sa.Column("confirmed_on", sa.Date(), nullable=True),
        sa.Column("confirmed_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["confirmed_by"], ["account.id"], name=op.f("fk_court_facility_confirmed_by")
        ),
        sa.ForeignKeyConstraint(
            ["court_id"], ["court.id"], name=op.f("fk_court_facility_court_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_court_facility")),
        sa.UniqueConstraint(
            "court_id", "facility", name=op.f("uq_court_facility_court_id_facility")
        ),
    )
    op.create_table(
        "court_name",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("court_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "own",
                "also",
                "code",
                name="name_kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(["court_id"], ["court.id"], name=op.f("fk_court_name_court_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_court_name")),
        sa.UniqueConstraint("folded", name=op.f("uq_court_name_folded")),
    )
    op.create_index(op.f("ix_court_name_court_id"), "court_name", ["court_id"], unique=False)
    op.create_table(
        "hearing_version",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("hearing_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("court_id", sa.Uuid(), nullable=False),
        sa.Column("courtroom", sa.Text(), nullable=True),
        sa.Column(
            "certainty",
            sa.Enum(
                "fixture",
                "warned_list",
                "floater",
                "backer",
                "part_heard",
                "vacated",
                name="certainty",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("starts_at_time", sa.Time(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column(
            "vacated_reason",
            sa.Enum(
                "prosecution_not_ready",
                "defence_not_ready",
                "guilty_plea",
                "case_dropped",
                "witness_unavailable",
                "advocate_unavailable",
                "no_courtroom_or_judge",
                "defendant_unfit",
                "other",
                name="vacated_reason",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("source_reference", sa.Text(), nullable=False),
        sa.Column("published_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("received_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "ends_on IS NULL OR ends_on >= starts_on",
            name=op.f("ck_hearing_version_ends_after_it_starts"),
        ),
        sa.CheckConstraint(
            "number >= 1 AND revision >= 0", name=op.f("ck_hearing_version_counted_from_the_start")
        ),
        sa.ForeignKeyConstraint(
            ["court_id"], ["court.id"], name=op.f("fk_hearing_version_court_id")
        ),
        sa.ForeignKeyConstraint(
            ["hearing_id"], ["hearing.id"], name=op.f("fk_hearing_version_hearing_id")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["account.id"], name=op.f("fk_hearing_version_recorded_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hearing_version")),
        sa.UniqueConstraint(
            "hearing_id",
            "number",
            "revision",
            name=op.f("uq_hearing_version_hearing_id_number_revision"),
        ),
    )
    op.create_index(
        op.f("ix_hearing_version_court_id"), "hearing_version", ["court_id"], unique=False
    )
    op.create_table(
        "satellite",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("venue", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("parent_court_id", sa.Uuid(), nullable=False),
        sa.Column("host_court_id", sa.Uuid(), nullable=True),
        sa.Column("address_hint", sa.Text(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "seen_in_use",
                "listed",
                "presumed_ended",
                "closure_announced",
                name="satellite_standing",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("evidence_on", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["host_court_id"], ["court.id"], name=op.f("fk_satellite_host_court_id")
        ),
        sa.ForeignKeyConstraint(
            ["parent_court_id"], ["court.id"], name=op.f("fk_satellite_parent_court_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_satellite")),
        sa.UniqueConstraint("folded", name=op.f("uq_satellite_folded")),
    )
    op.create_index(
        op.f("ix_satellite_host_court_id"), "satellite", ["host_court_id"], unique=False
    )
    op.create_index(
        op.f("ix_satellite_parent_court_id"), "satellite", ["parent_court_id"], unique=False
    )
    op.create_table(
        "told_building",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("court_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("crown_code", sa.Integer(), nullable=True),
        sa.Column("told_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("told_by", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["court_id"], ["court.id"], name=op.f("fk_told_building_court_id")),
        sa.ForeignKeyConstraint(["told_by"], ["account.id"], name=op.f("fk_told_building_told_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_told_building")),
        sa.UniqueConstraint(
            "folded",
            "crown_code",
            name=op.f("uq_told_building_folded_crown_code"),
            postgresql_nulls_not_distinct=True,
        ),
    )
    op.create_index(op.f("ix_told_building_court_id"), "told_building", ["court_id"], unique=False)
    op.create_table(
        "list_import_row",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("import_id", sa.Uuid(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "ready",
                "held",
                "unreadable",
                "applied",
                name="row_state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("payload", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("court_code", sa.Integer(), nullable=True),
        sa.Column("court_name", sa.Text(), nullable=False),
        sa.Column("court_id", sa.Uuid(), nullable=True),
        sa.Column(
            "held_why",
            sa.Enum(
                "nothing_given",
                "name_not_known",
                "code_not_known",
                "code_is_shared",
                "name_and_code_disagree",
                "building_is_not_a_court",
                "court_closed",
                "not_sitting",
                "sitting_unknown",
                name="why_no_building",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("problem", sa.Text(), nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column(
            "difference",
            sa.Enum(
                "new",
                "same",
                "moved",
                "other_building",
                "certainty_changed",
                "details",
                "continues",
                "older",
                name="difference",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("before_version_id", sa.Uuid(), nullable=True),
        sa.Column("after_version_id", sa.Uuid(), nullable=True),
        sa.Column("hearing_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["after_version_id"],
            ["hearing_version.id"],
            name=op.f("fk_list_import_row_after_version_id"),
        ),
        sa.ForeignKeyConstraint(
            ["before_version_id"],
            ["hearing_version.id"],
            name=op.f("fk_list_import_row_before_version_id"),
        ),
        sa.ForeignKeyConstraint(
            ["court_id"], ["court.id"], name=op.f("fk_list_import_row_court_id")
        ),
        sa.ForeignKeyConstraint(
            ["hearing_id"], ["hearing.id"], name=op.f("fk_list_import_row_hearing_id")
        ),
        sa.ForeignKeyConstraint(
            ["import_id"], ["list_import.id"], name=op.f("fk_list_import_row_import_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_list_import_row")),
        sa.UniqueConstraint(
            "import_id", "ordinal", name=op.f("uq_list_import_row_import_id_ordinal")
        ),
    )


def downgrade() -> None:
    op.drop_table("list_import_row")
    op.drop_index(op.f("ix_told_building_court_id"), table_name="told_building")
    op.drop_table("told_building")
    op.drop_index(op.f("ix_satellite_parent_court_id"), table_name="satellite")
    op.drop_index(op.f("ix_satellite_host_court_id"), table_name="satellite")
    op.drop_table("satellite")
    op.drop_index(op.f("ix_hearing_version_court_id"), table_name="hearing_version")
    op.drop_table("hearing_version")
    op.drop_index(op.f("ix_court_name_court_id"), table_name="court_name")
    op.drop_table("court_name")
    op.drop_table("court_facility")
    op.drop_table("court_contact")
    op.drop_index(op.f("ix_court_closure_court_id_from_on"), table_name="court_closure")
    op.drop_table("court_closure")
    op.drop_index(op.f("ix_court_change_court_id_changed_at"), table_name="court_change")
    op.drop_table("court_change")
    op.drop_index(op.f("ix_list_import_uploaded_at"), table_name="list_import")
    op.drop_table("list_import")
    op.drop_index(op.f("ix_court_is_in_london_status_sitting"), table_name="court")
    op.drop_index(op.f("ix_court_crown_code"), table_name="court")
    op.drop_table("court")
    op.drop_index(op.f("ix_hearing_case_id"), table_name="hearing")
    op.drop_table("hearing")
    op.drop_table("defendant")
    op.drop_index(op.f("ix_case_identifier_root"), table_name="case_identifier")
    op.drop_index(op.f("ix_case_identifier_group_id"), table_name="case_identifier")
    op.drop_index(op.f("ix_case_identifier_case_id"), table_name="case_identifier")
    op.drop_table("case_identifier")
    op.drop_table("published_case")
