"""What the files for running the bot name exists: paths, commands, settings, ports, versions."""

import re
import shlex
import shutil
import socket
import subprocess
import sys
from configparser import ConfigParser
from pathlib import Path

import pytest
import yaml

from bot.cli import build_parser
from bot.settings import Settings
from bot.telegram_chat.bot_options import GRACE_SECONDS
from tests.scripted_archive import HARBOUR, ScriptedArchive
from tests.telegram_server import TelegramServer
from tests.telegram_stage import bot_on_stage

ROOT = Path(__file__).parent.parent
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ")
COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
GUIDE = (ROOT / "docs" / "deploy.md").read_text(encoding="utf-8")
SETTINGS = {str(field.validation_alias): field.default for field in Settings.model_fields.values()}


def instructions(name: str) -> list[str]:
    return [line.partition(" ")[2].strip() for line in DOCKERFILE.splitlines() if line.startswith(f"{name} ")]


def unit() -> ConfigParser:
    """The systemd unit; of a key that stands twice the last value counts."""
    parser = ConfigParser(strict=False, interpolation=None)
    parser.optionxform = str  # type: ignore[assignment, method-assign]  # as the library's own documentation does
    parser.read(ROOT / "docs" / "citewire.service")
    return parser


def image_environment() -> dict[str, str]:
    return dict(pair.split("=", 1) for line in instructions("ENV") for pair in shlex.split(line))


def names_of_settings(text: str) -> set[str]:
    return set(re.findall(r"\b(?:CITEWIRE|TELEGRAM)_[A-Z_]+[A-Z]\b", text))


@pytest.mark.parametrize(
    "file", ["Dockerfile", "compose.yaml", "docs/citewire.service", "docs/deploy.md", ".env.example"]
)
def test_every_setting_is_one(file: str) -> None:
    assert names_of_settings((ROOT / file).read_text(encoding="utf-8")) <= set(SETTINGS)


def test_the_image_is_made_of_files_that_are_there_and_let_in() -> None:
    let_in = (ROOT / ".dockerignore").read_text(encoding="utf-8").split()
    sources = [part for line in instructions("COPY") if "--from" not in line for part in line.split()[:-1]]
    for source in sources:
        assert (ROOT / source).exists()
        assert f"!{source}" in let_in
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert 'citewire = "bot.' in project
    assert instructions("ENTRYPOINT") == ['["citewire"]']
    (command,) = instructions("CMD")
    build_parser().parse_args(yaml.safe_load(command))


def test_the_container_has_no_rights_and_writes_only_to_volumes() -> None:
    assert instructions("USER") == ["citewire"]
    bot = COMPOSE["services"]["bot"]
    assert bot["read_only"]
    assert (bot["cap_drop"], bot["security_opt"]) == (["ALL"], ["no-new-privileges:true"])
    mounted = {volume.rpartition(":")[2] for volume in bot["volumes"]}
    assert mounted == set(yaml.safe_load(instructions("VOLUME")[0]))
    assert {image_environment()[name] for name in ("CITEWIRE_ARTICLES", "CITEWIRE_DATA", "CITEWIRE_MODELS")} == mounted
    named = {volume.partition(":")[0] for one in COMPOSE["services"].values() for volume in one["volumes"]}
    assert set(COMPOSE["volumes"]) == {name for name in named if name.isalpha()}


def test_the_health_check_asks_the_bot(server: TelegramServer, tmp_path: Path) -> None:
    (line,) = instructions("HEALTHCHECK")
    _, *arguments = yaml.safe_load(line.partition("CMD ")[2])
    address = image_environment()["TELEGRAM_HEALTH_LISTEN"]
    assert f"http://{address}/healthz" in arguments[-1]
    with socket.create_server(("127.0.0.1", 0)) as free:
        here = f"127.0.0.1:{free.getsockname()[1]}"
    check = [sys.executable, *(argument.replace(address, here) for argument in arguments)]
    with bot_on_stage(server, ScriptedArchive(HARBOUR), tmp_path, health_listen=here):
        subprocess.run(check, check=True, timeout=30)
    assert subprocess.run(check, check=False, timeout=30, capture_output=True).returncode != 0


def test_the_chroma_server_is_the_one_that_the_client_knows() -> None:
    chroma = COMPOSE["services"]["chroma"]
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert re.findall(r"^chromadb==([\d.]+)", lock, re.MULTILINE) == [chroma["image"].partition(":")[2]]
    assert COMPOSE["services"]["bot"]["environment"]["CITEWIRE_CHROMA_URL"] == "http://chroma:8000"
    assert COMPOSE["services"]["bot"]["depends_on"] == ["chroma"]


@pytest.mark.parametrize("key", ["ExecStartPre", "ExecStart"])
def test_the_unit_runs_a_command_that_there_is(key: str) -> None:
    service = unit()["Service"]
    program, *arguments = service[key].split()
    assert program == f"{service['WorkingDirectory']}/.venv/bin/citewire"
    build_parser().parse_args(arguments)


def test_whoever_ends_the_bot_waits_for_its_answers() -> None:
    waits = [unit()["Service"]["TimeoutStopSec"], COMPOSE["services"]["bot"]["stop_grace_period"].removesuffix("s")]
    assert all(float(wait) > GRACE_SECONDS for wait in waits)
    assert f"gives running answers {GRACE_SECONDS:.0f} s" in GUIDE


def test_systemd_understands_the_unit(tmp_path: Path) -> None:
    analyze = shutil.which("systemd-analyze")
    if analyze is None:
        pytest.skip("there is no systemd here")
    text = (ROOT / "docs" / "citewire.service").read_text(encoding="utf-8")
    path = tmp_path / "citewire.service"  # it looks whether the program is there
    path.write_text(re.sub(r"(?<==)/\S+/citewire(?= telegram)", sys.executable, text), encoding="utf-8")
    found = subprocess.run([analyze, "verify", "--recursive-errors=no", path], check=False, capture_output=True)
    assert (found.returncode, found.stderr) == (0, b"")


def test_the_guide_names_what_there_is() -> None:
    for link in re.findall(r"\]\(([^)#]+)\)", GUIDE):
        assert (ROOT / "docs" / link).exists(), link
    for command in re.findall(r"`citewire ([^`]+)`", GUIDE):
        build_parser().parse_args(command.split())
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"make (\w+)", GUIDE):
        assert f"\n{target}:" in makefile
    service = unit()["Service"]
    assert f"/etc/{Path(service['EnvironmentFile']).name}" in GUIDE
    assert service["WorkingDirectory"] in GUIDE
    assert f"CITEWIRE_ARTICLES={service['ReadWritePaths']}" in GUIDE
    assert f"useradd --system --home /var/lib/{service['StateDirectory']} {service['User']}" in GUIDE
    assert f"proxy_pass http://{SETTINGS['TELEGRAM_WEBHOOK_LISTEN']};" in GUIDE
    assert f"id {re.findall('--uid ([0-9]+)', DOCKERFILE)[0]}" in GUIDE
