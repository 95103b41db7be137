"""The certificate for https, made on this laptop: no authority knows it, so people compare its fingerprint."""

from __future__ import annotations

import errno
import os
import re
import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from ipaddress import IPv4Address, IPv6Address, ip_address
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from trainer_app.domain.errors import DataTrouble, StorageDown

FILE: Final = "phones.pem"
"""Holds the private key and the certificate; only its owner may read it."""

_LIFE: Final = timedelta(days=396)  # browsers refuse certificates that live 398 days or longer
_BEFORE: Final = timedelta(days=1)  # a phone's clock may be behind
_LEFT: Final = timedelta(days=2)  # so that it does not end in the middle of a training session
_MOST_HOSTS: Final = 32
_OWNER_ONLY: Final = 0o600
_OTHERS: Final = 0o077

_NAME: Final = re.compile(r"[a-z0-9_-]+(\.[a-z0-9_-]+)*")

_Host = IPv4Address | IPv6Address | str


def certificate(folder: Path, *, hosts: Sequence[str], now: datetime) -> ssl.SSLContext:
    """Return the server's side of TLS (1.2 or newer) for these addresses and names, certified as `certify` does.

    Raises:
        StorageDown: READ_ONLY, DISK_FULL or FAILED: the folder does not take it.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    certify(context, folder, hosts=hosts, now=now)
    return context


def certify(context: ssl.SSLContext, folder: Path, *, hosts: Sequence[str], now: datetime) -> None:
    """Let a server's context show a certificate for these hosts from its next connection on; makes one if needed.

    The one in the folder stays, so that nobody has to accept another, until it is damaged, ends within two days,
    could be read by somebody else on this computer, or lacks a host; then a new one keeps the old one's hosts too.

    Raises:
        StorageDown: READ_ONLY, DISK_FULL or FAILED: the folder does not take it.
    """
    kept, wanted = folder / FILE, _as_hosts(hosts)
    known = _known_hosts(kept, now)
    if known is None or not set(wanted) <= set(known):
        with _telling(kept):
            _write(kept, _make(list(dict.fromkeys([*wanted, *(known or [])]))[:_MOST_HOSTS], now))
    context.load_cert_chain(kept)


def trusting(folder: Path) -> ssl.SSLContext:
    """Return a client's side of TLS that trusts the certificate in this folder and no other.

    Raises:
        StorageDown: there is none.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_verify_locations(cadata=_read(folder).public_bytes(serialization.Encoding.PEM).decode("ascii"))
    return context


def fingerprint(folder: Path) -> str:
    """Return the SHA-256 of the certificate in pairs, "3A 0F …", as phones show it for comparing.

    Raises:
        StorageDown: there is no certificate in this folder.
    """
    return _read(folder).fingerprint(hashes.SHA256()).hex(" ").upper()


def _read(folder: Path) -> x509.Certificate:
    with _telling(folder / FILE):
        try:
            return x509.load_pem_x509_certificate((folder / FILE).read_bytes())
        except ValueError as damaged:
            raise StorageDown(DataTrouble.DAMAGED, file=str(folder / FILE)) from damaged


def _as_hosts(hosts: Sequence[str]) -> list[_Host]:
    """Return addresses as addresses and names as the wire has them; what is neither is left out."""
    found: list[_Host] = []
    for one in hosts:
        try:
            found.append(ip_address(one))
        except ValueError:
            with suppress(UnicodeError):  # a computer's name may be anything
                found.append(one.encode("idna").decode("ascii").lower())
    return [one for one in dict.fromkeys(found) if not isinstance(one, str) or _NAME.fullmatch(one)]


def _known_hosts(kept: Path, now: datetime) -> list[_Host] | None:
    """Return what the certificate on the disk is for; None where there is none that can go on being used."""
    try:
        if os.name == "posix" and kept.stat().st_mode & _OTHERS:
            return None
        pem = kept.read_bytes()
        found = x509.load_pem_x509_certificate(pem)
        key = serialization.load_pem_private_key(pem, password=None)
        names = found.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except (OSError, ValueError, TypeError, x509.ExtensionNotFound):  # TypeError: the key asks for a password
        return None
    fits = key.public_key() == found.public_key()
    lasts = found.not_valid_before_utc <= now < found.not_valid_after_utc - _LEFT
    return [one.value for one in names] if fits and lasts else None


def _make(hosts: Sequence[_Host], now: datetime) -> bytes:
    """Return a new key and its certificate as PEM. The key's chance is the operating system's."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Trainer")])
    begins = now.replace(microsecond=0) - _BEFORE
    usage = [x509.DNSName(one) if isinstance(one, str) else x509.IPAddress(one) for one in hosts]
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), begins, begins + _LIFE)
        .add_extension(x509.SubjectAlternativeName(usage), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)  # vouches for itself alone
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return private + made.public_bytes(serialization.Encoding.PEM)


def _write(kept: Path, pem: bytes) -> None:
    """Put the file in its place whole; nobody else can read it at any moment."""
    kept.parent.mkdir(parents=True, exist_ok=True)
    part = kept.with_name(f"{FILE}.{os.getpid()}.part")
    part.unlink(missing_ok=True)  # left by a power cut
    opened = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), _OWNER_ONLY)
    try:
        with os.fdopen(opened, "wb") as file:
            file.write(pem)
            file.flush()
            os.fsync(file.fileno())
        part.replace(kept)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


@contextmanager
def _telling(kept: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        code = {
            errno.EACCES: DataTrouble.READ_ONLY,
            errno.EPERM: DataTrouble.READ_ONLY,
            errno.EROFS: DataTrouble.READ_ONLY,
            errno.ENOSPC: DataTrouble.DISK_FULL,
        }.get(error.errno or 0, DataTrouble.FAILED)
        raise StorageDown(code, file=str(kept), detail=error.strerror or type(error).__name__) from error
