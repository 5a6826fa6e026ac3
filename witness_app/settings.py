"""What the environment says, read once into frozen settings; unsafe values stop the start."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
SECRET_LENGTH = 32
NEEDED_IN_PRODUCTION = (
    "DATABASE_URL",
    "STAFF_SECRET",
    "PUBLIC_SECRET",
    "PUBLIC_URL",
    "SECOND_FACTOR_KEY",
    "WALL_KEY",
    "MAIL_FROM",
    "SERVICE_TELEPHONE",
    "TRUSTED_PROXIES",
    "OPERATOR_NAME",
    "OPERATOR_ADDRESS",
    "DATA_PROTECTION_CONTACT",
    "RECORDS_KEPT_FOR",
)


TWILIO = (
    "ACCOUNT_SID",
    "API_KEY",
    "API_SECRET",
    "AUTH_TOKEN",
    "FROM",
    "MESSAGING_SERVICE",
    "PUBLIC_URL",
    "BASE_URL",
)
ENOUGH_FOR_TWILIO = (
    (("ACCOUNT_SID",),),
    (("API_KEY", "API_SECRET"), ("AUTH_TOKEN",)),
    (("FROM",), ("MESSAGING_SERVICE",)),
)
"""What Twilio needs, each in one of these ways."""


class SettingMissing(RuntimeError):
    """A setting that production needs is absent or unsafe; the message names it."""


@dataclass(frozen=True)
class MailSettings:
    """How e-mail leaves: no host means that messages are recorded and nothing is sent."""

    host: str = ""
    port: int = 25
    username: str = ""
    password: str = field(default="", repr=False)
    starttls: str = "required"
    from_address: str = "appointments@daybook.example.org"


@dataclass(frozen=True)
class TextSettings:
    """How texts leave and come back: no account means that they are recorded and nothing is sent.

    Attributes:
        account_sid: The account at Twilio.
        api_key: A key of that account; without one the account's own token is used.
        api_secret: The key's secret.
        auth_token: The account's token, by which Twilio signs what it says to us.
        from_number: The number that texts come from.
        messaging_service: Or the service that chooses it.
        callback_url: How Twilio reaches the public site.
        base_url: Where Twilio is.
    """

    account_sid: str = ""
    api_key: str = ""
    api_secret: str = field(default="", repr=False)
    auth_token: str = field(default="", repr=False)
    from_number: str = ""
    messaging_service: str = ""
    callback_url: str = ""
    base_url: str = "https://api.twilio.com"

    @property
    def are_sent(self) -> bool:
        """Whether texts leave at all."""
        return bool(self.account_sid)

    @property
    def come_back(self) -> bool:
        """Whether receipts and replies can be asked for, and believed."""
        return bool(self.are_sent and self.auth_token and self.callback_url)


@dataclass(frozen=True)
class OperatorSettings:
    """Who runs this service, as the privacy notice and the accessibility statement say it.

    Attributes:
        name: Who answers for what is kept: the controller.
        address: Where to write to them.
        data_protection_contact: How to reach whoever looks after data protection there.
        records_kept_for: How long records stay after a case: words that follow "for".
    """

    name: str = "Whoever runs this demonstration"
    address: str = "an address that the operator sets"
    data_protection_contact: str = "data.protection@daybook.example.org"
    records_kept_for: str = "a time that the operator sets"


@dataclass(frozen=True)
class Settings:
    """Everything the product is told from outside.

    Attributes:
        environment: "development" or "production".
        instance: A git-ignored folder for the embedded database and generated secrets.
        database_url: The serving role's address; empty means the embedded PostgreSQL.
        owner_database_url: The owner's address, for migrations; never needed to serve.
        admin_database_url: An administrator's address, for `witness-app db harden` alone.
        staff_secret: Signs the staff site's cookies.
        public_secret: Signs the public site's cookies.
        second_factor_key: Encrypts second factors before the database keeps them.
        wall_key: Signs viewers; the database holds its pads.
        staff_host: What the staff site listens on.
        staff_port: The same.
        staff_url: How people who work here reach the staff site, for their joining links.
        public_host: What the public site listens on.
        public_port: The same.
        public_url: How people outside reach the public site, for links given to them.
        demo: Whether the demo world's sign-ins are shown on the sign-in page.
        sending: "on", or "off" as a kill switch: messages wait, none leaves.
        service_telephone: The number witnesses hold while nobody is their caseworker yet.
        trusted_proxies: How many proxies stand in front of the sites: each adds the address that
            asked it, so with too few every client is one machine, with too many anybody is any.
        heads_file: Where heads of the access log are published; empty means in the instance.
        mail: How e-mail leaves.
        texts: How text messages leave and come back.
        operator: Who runs this service.
    """

    environment: str
    instance: Path
    database_url: str = field(repr=False)
    owner_database_url: str = field(repr=False)
    staff_secret: str = field(repr=False)
    public_secret: str = field(repr=False)
    second_factor_key: bytes = field(repr=False)
    wall_key: bytes = field(repr=False)
    wall_key_id: str = "first"
    admin_database_url: str = field(default="", repr=False)
    staff_host: str = "127.0.0.1"
    staff_port: int = 8000
    staff_url: str = ""
    public_host: str = "127.0.0.1"
    public_port: int = 8001
    public_url: str = ""
    demo: str = "off"
    sending: str = "on"
    service_telephone: str = "020 7946 0100"
    trusted_proxies: int = 0
    heads_file: str = ""
    mail: MailSettings = MailSettings()
    texts: TextSettings = TextSettings()
    operator: OperatorSettings = OperatorSettings()

    @property
    def is_production(self) -> bool:
        """Whether real people are served."""
        return self.environment == "production"

    @property
    def staff_address(self) -> str:
        """Where the staff site is, as those who work here reach it; it ends without a stroke."""
        return (self.staff_url or f"http://{self.staff_host}:{self.staff_port}").rstrip("/")

    @property
    def public_address(self) -> str:
        """Where the public site is, as people outside reach it; it ends without a stroke."""
        return (self.public_url or f"http://{self.public_host}:{self.public_port}").rstrip("/")

    @property
    def audit_heads(self) -> Path:
        """The file, outside the database, to which heads of the access log are appended."""
        return Path(self.heads_file or self.instance / "audit-heads.log").resolve()

    @property
    def is_embedded(self) -> bool:
        """Whether the product runs its own PostgreSQL."""
        return not self.database_url


def read_settings(environment: Mapping[str, str]) -> Settings:
    """Settings from environment variables; development has safe defaults for all of them.

    Raises:
        SettingMissing: In production a secret or address is absent, short or for a demo only.
    """
    where = environment.get("WITNESS_ENVIRONMENT", "development")
    if where not in {"development", "production"}:
        raise SettingMissing(f"WITNESS_ENVIRONMENT is '{where}': say development or production.")
    instance = Path(environment.get("WITNESS_INSTANCE", str(CHECKOUT / "instance"))).resolve()
    if where == "production":
        _refuse_unsafe(environment)
    return Settings(
        environment=where,
        instance=instance,
        database_url=environment.get("DATABASE_URL", ""),
        owner_database_url=environment.get("OWNER_DATABASE_URL", ""),
        admin_database_url=environment.get("ADMIN_DATABASE_URL", ""),
        staff_secret=environment.get("STAFF_SECRET") or _kept(instance, "staff_secret"),
        public_secret=environment.get("PUBLIC_SECRET") or _kept(instance, "public_secret"),
        second_factor_key=_key(environment, "SECOND_FACTOR_KEY", instance),
        wall_key=_key(environment, "WALL_KEY", instance),
        wall_key_id=environment.get("WALL_KEY_ID", "first"),
        staff_host=environment.get("STAFF_HOST", "127.0.0.1"),
        staff_port=_number(environment, "STAFF_PORT", 8000),
        staff_url=environment.get("STAFF_URL", ""),
        public_host=environment.get("PUBLIC_HOST", "127.0.0.1"),
        public_port=_number(environment, "PUBLIC_PORT", 8001),
        public_url=environment.get("PUBLIC_URL", ""),
        demo=_switch(environment, "WITNESS_DEMO", "off"),
        sending=_switch(environment, "SENDING", "on"),
        service_telephone=environment.get("SERVICE_TELEPHONE", "020 7946 0100"),
        trusted_proxies=_number(environment, "TRUSTED_PROXIES", 0),
        heads_file=environment.get("AUDIT_HEADS", ""),
        mail=MailSettings(
            host=environment.get("SMTP_HOST", ""),
            port=_number(environment, "SMTP_PORT", 25),
            username=environment.get("SMTP_USERNAME", ""),
            password=environment.get("SMTP_PASSWORD", ""),
            starttls=environment.get("SMTP_STARTTLS", "required"),
            from_address=environment.get("MAIL_FROM", "appointments@daybook.example.org"),
        ),
        texts=_texts(environment),
        operator=_operator(environment),
    )


def refuse_owner_address(settings: Settings) -> None:
    """Stop a process that serves or ticks in production and holds the owner's address, or more.

    The owner's and the administrator's own commands need them, and nothing else may (design
    section 3).

    Raises:
        SettingMissing: It does.
    """
    if settings.is_production and settings.owner_database_url:
        raise SettingMissing(
            "OWNER_DATABASE_URL is set: a serving process must not hold the owner's address."
        )
    if settings.is_production and settings.admin_database_url:
        raise SettingMissing(
            "ADMIN_DATABASE_URL is set: a serving process must not hold an administrator's address."
        )


def _refuse_unsafe(environment: Mapping[str, str]) -> None:
    for name in NEEDED_IN_PRODUCTION:
        if not environment.get(name):
            raise SettingMissing(f"{name} must be set in production.")
    for name in ("STAFF_SECRET", "PUBLIC_SECRET", "SECOND_FACTOR_KEY", "WALL_KEY"):
        if len(environment[name]) < SECRET_LENGTH:
            raise SettingMissing(f"{name} is too short: use at least {SECRET_LENGTH} characters.")
    if environment["STAFF_SECRET"] == environment["PUBLIC_SECRET"]:
        raise SettingMissing("PUBLIC_SECRET is STAFF_SECRET: give each site a secret of its own.")
    if not environment["PUBLIC_URL"].startswith("https://"):
        raise SettingMissing("PUBLIC_URL must begin with https://: links to it are given away.")
    if environment.get("WITNESS_DEMO") == "on":
        raise SettingMissing("WITNESS_DEMO is on: the demo world has no place in production.")


def _operator(environment: Mapping[str, str]) -> OperatorSettings:
    nobody = OperatorSettings()
    return OperatorSettings(
        name=environment.get("OPERATOR_NAME", nobody.name),
        address=environment.get("OPERATOR_ADDRESS", nobody.address),
        data_protection_contact=environment.get(
            "DATA_PROTECTION_CONTACT", nobody.data_protection_contact
        ),
        records_kept_for=environment.get("RECORDS_KEPT_FOR", nobody.records_kept_for),
    )


def _texts(environment: Mapping[str, str]) -> TextSettings:
    """How texts leave, all of it or none: half of it would lose them."""
    said = {name: environment.get(f"TWILIO_{name}", "") for name in TWILIO}
    if not any(said.values()):
        return TextSettings()
    for wanted in ENOUGH_FOR_TWILIO:
        if not any(all(said[name] for name in way) for way in wanted):
            names = " or ".join(" with ".join(f"TWILIO_{name}" for name in way) for way in wanted)
            raise SettingMissing(f"{names} must be set too, or no TWILIO_ setting at all.")
    return TextSettings(
        account_sid=said["ACCOUNT_SID"],
        api_key=said["API_KEY"],
        api_secret=said["API_SECRET"],
        auth_token=said["AUTH_TOKEN"],
        from_number=said["FROM"],
        messaging_service=said["MESSAGING_SERVICE"],
        callback_url=(said["PUBLIC_URL"] or environment.get("PUBLIC_URL", "")).rstrip("/"),
        base_url=said["BASE_URL"] or TextSettings.base_url,
    )


def _switch(environment: Mapping[str, str], name: str, default: str) -> str:
    value = environment.get(name, default)
    if value not in {"on", "off"}:
        raise SettingMissing(f"{name} is '{value}': say on or off.")
    return value


def _number(environment: Mapping[str, str], name: str, default: int) -> int:
    value = environment.get(name, str(default))
    if not value.isdigit():
        raise SettingMissing(f"{name} is '{value}': it must be a number.")
    return int(value)


def _key(environment: Mapping[str, str], name: str, instance: Path) -> bytes:
    """A key of at least 32 bytes, said in hexadecimal digits."""
    said = environment.get(name) or _kept(instance, name.lower())
    try:
        return bytes.fromhex(said)
    except ValueError as wrong:
        raise SettingMissing(f"{name} must be written in hexadecimal digits.") from wrong


def _kept(instance: Path, name: str) -> str:
    """A secret of this checkout, made at first use and readable by its owner alone."""
    file = instance / "secrets" / name
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        file.touch(mode=0o600)
        file.write_text(secrets.token_hex(SECRET_LENGTH))
    return file.read_text()
