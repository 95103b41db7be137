from __future__ import annotations

import os
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID

from trainer_app.domain.errors import DataTrouble, StorageDown
from trainer_app.web.certificate import FILE, certificate, certify, fingerprint, trusting

NOW = datetime.now(tz=UTC)  # OpenSSL, which judges the certificate here, has no other clock
HOSTS = ["127.0.0.1", "192.168.50.2", "localhost"]
posix = pytest.mark.skipif(os.name != "posix", reason="Windows keeps the person's own folder by other means")


def made(folder: Path) -> x509.Certificate:
    return x509.load_pem_x509_certificate((folder / FILE).read_bytes())


def hosts_in(folder: Path) -> list[str]:
    names = made(folder).extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    return [str(one.value) for one in names]


@contextmanager
def serving(context: ssl.SSLContext) -> Iterator[int]:
    """Serve one TLS handshake and one greeting on a free loopback port."""

    def greet() -> None:
        connection, _ = listening.accept()
        with connection:
            try:
                with context.wrap_socket(connection, server_side=True) as secured:
                    secured.sendall(b"hello")
            except (ssl.SSLError, ConnectionError):
                pass  # the client did not like what it saw

    with socket.create_server(("127.0.0.1", 0)) as listening:
        greeter = threading.Thread(target=greet)
        greeter.start()
        yield listening.getsockname()[1]
        greeter.join(10)
        assert not greeter.is_alive()


def greeted(port: int, client: ssl.SSLContext, name: str = "127.0.0.1") -> tuple[bytes, str | None]:
    with (
        socket.create_connection(("127.0.0.1", port), timeout=10) as plain,
        client.wrap_socket(plain, server_hostname=name) as secured,
    ):
        return secured.recv(16), secured.version()


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost"])
def test_a_client_that_trusts_it_is_served_by_address_and_by_name(tmp_path: Path, name: str) -> None:
    with serving(certificate(tmp_path, hosts=HOSTS, now=NOW)) as port:
        assert greeted(port, trusting(tmp_path), name) == (b"hello", "TLSv1.3")


def test_a_client_that_knows_nothing_of_it_refuses(tmp_path: Path) -> None:
    with serving(certificate(tmp_path, hosts=HOSTS, now=NOW)) as port, pytest.raises(ssl.SSLCertVerificationError):
        greeted(port, ssl.create_default_context())


def test_another_laptops_certificate_is_not_trusted(tmp_path: Path) -> None:
    certificate(tmp_path / "ours", hosts=HOSTS, now=NOW)
    theirs = certificate(tmp_path / "theirs", hosts=HOSTS, now=NOW)
    with serving(theirs) as port, pytest.raises(ssl.SSLCertVerificationError):
        greeted(port, trusting(tmp_path / "ours"))


def test_an_address_it_was_not_made_for_is_refused(tmp_path: Path) -> None:
    elsewhere = certificate(tmp_path, hosts=["192.168.50.2"], now=NOW)
    with serving(elsewhere) as port, pytest.raises(ssl.SSLCertVerificationError, match="IP address mismatch"):
        greeted(port, trusting(tmp_path))


def test_tls_before_1_2_is_not_spoken(tmp_path: Path) -> None:
    context = certificate(tmp_path, hosts=HOSTS, now=NOW)
    assert context.minimum_version is ssl.TLSVersion.TLSv1_2
    client = trusting(tmp_path)
    client.maximum_version = ssl.TLSVersion.TLSv1_2
    with serving(context) as port:
        assert greeted(port, client)[1] == "TLSv1.2"


def test_it_is_what_browsers_accept_from_a_certificate_made_at_home(tmp_path: Path) -> None:
    certificate(tmp_path, hosts=HOSTS, now=NOW)
    found = made(tmp_path)
    key = found.public_key()
    assert isinstance(key, ec.EllipticCurvePublicKey)
    assert isinstance(key.curve, ec.SECP256R1)
    assert found.not_valid_after_utc - found.not_valid_before_utc <= timedelta(days=397)
    assert found.not_valid_before_utc < NOW < found.not_valid_after_utc
    assert hosts_in(tmp_path) == HOSTS
    usage = found.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    assert list(usage) == [ExtendedKeyUsageOID.SERVER_AUTH]
    assert not found.extensions.get_extension_for_class(x509.BasicConstraints).value.ca


@posix
def test_only_its_owner_may_read_the_file_and_nothing_lies_beside_it(tmp_path: Path) -> None:
    certificate(tmp_path / "new" / "folder", hosts=HOSTS, now=NOW)
    kept = tmp_path / "new" / "folder" / FILE
    assert kept.stat().st_mode & 0o777 == 0o600
    assert list(kept.parent.iterdir()) == [kept]


def test_the_same_one_is_used_until_two_days_before_its_end(tmp_path: Path) -> None:
    certificate(tmp_path, hosts=HOSTS, now=NOW)
    first, end = fingerprint(tmp_path), made(tmp_path).not_valid_after_utc
    certificate(tmp_path, hosts=HOSTS[:1], now=end - timedelta(days=2, seconds=1))
    assert fingerprint(tmp_path) == first
    certificate(tmp_path, hosts=HOSTS[:1], now=end - timedelta(days=2))
    assert fingerprint(tmp_path) != first
    assert made(tmp_path).not_valid_after_utc > end


def test_a_clock_that_was_a_year_ahead_does_not_leave_one_that_is_not_valid_yet(tmp_path: Path) -> None:
    certificate(tmp_path, hosts=HOSTS, now=NOW + timedelta(days=365))
    certificate(tmp_path, hosts=HOSTS, now=NOW)
    assert made(tmp_path).not_valid_before_utc < NOW


def test_a_new_network_adds_its_address_and_the_old_room_stays_known(tmp_path: Path) -> None:
    certificate(tmp_path, hosts=["192.168.50.2"], now=NOW)
    certificate(tmp_path, hosts=["10.77.3.2", "localhost"], now=NOW)
    assert hosts_in(tmp_path) == ["10.77.3.2", "localhost", "192.168.50.2"]
    second = fingerprint(tmp_path)
    certificate(tmp_path, hosts=["192.168.50.2"], now=NOW)
    assert fingerprint(tmp_path) == second


def test_a_server_that_is_running_shows_the_new_one_from_the_next_connection_on(tmp_path: Path) -> None:
    context = certificate(tmp_path, hosts=["192.168.50.2"], now=NOW)
    certify(context, tmp_path, hosts=["192.168.50.2", "127.0.0.1"], now=NOW)
    with serving(context) as port:
        assert greeted(port, trusting(tmp_path))[0] == b"hello"


def test_after_many_rooms_the_oldest_are_forgotten(tmp_path: Path) -> None:
    for number in range(40):
        certificate(tmp_path, hosts=[f"10.0.0.{number}"], now=NOW)
    assert hosts_in(tmp_path)[0] == "10.0.0.39"
    assert len(hosts_in(tmp_path)) == 32


def test_a_name_that_cannot_stand_in_a_certificate_is_left_out(tmp_path: Path) -> None:
    certificate(tmp_path, hosts=["Büro-PC.local", "Anna's laptop", "", "a..b", "x" * 90, "fd00::2"], now=NOW)
    assert hosts_in(tmp_path) == ["xn--bro-pc-3ya.local", str(ip_address("fd00::2"))]


@pytest.mark.parametrize("share", [0, 0.2, 0.5, 0.9])
def test_a_file_cut_short_is_made_anew(tmp_path: Path, share: float) -> None:
    certificate(tmp_path, hosts=HOSTS, now=NOW)
    whole = (tmp_path / FILE).read_bytes()
    (tmp_path / FILE).write_bytes(whole[: int(len(whole) * share)])
    with serving(certificate(tmp_path, hosts=HOSTS, now=NOW)) as port:
        assert greeted(port, trusting(tmp_path))[0] == b"hello"


def test_a_key_that_belongs_to_another_certificate_is_noticed(tmp_path: Path) -> None:
    certificate(tmp_path, hosts=HOSTS, now=NOW)
    stranger = ec.generate_private_key(ec.SECP256R1()).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    public = made(tmp_path).public_bytes(serialization.Encoding.PEM)
    (tmp_path / FILE).write_bytes(stranger + public)
    with serving(certificate(tmp_path, hosts=HOSTS, now=NOW)) as port:
        assert greeted(port, trusting(tmp_path))[0] == b"hello"


@posix
def test_a_key_that_somebody_else_could_read_is_given_up(tmp_path: Path) -> None:
    certificate(tmp_path, hosts=HOSTS, now=NOW)
    first = fingerprint(tmp_path)
    (tmp_path / FILE).chmod(0o644)
    certificate(tmp_path, hosts=HOSTS, now=NOW)
    assert fingerprint(tmp_path) != first
    assert (tmp_path / FILE).stat().st_mode & 0o777 == 0o600


def test_what_a_power_cut_left_is_cleared_away(tmp_path: Path) -> None:
    (tmp_path / f"{FILE}.{os.getpid()}.part").write_text("half")
    certificate(tmp_path, hosts=HOSTS, now=NOW)
    assert [one.name for one in tmp_path.iterdir()] == [FILE]


def test_a_folder_that_cannot_be_one_is_told(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(StorageDown) as told:
        certificate(tmp_path / "taken", hosts=HOSTS, now=NOW)
    assert told.value.code is DataTrouble.FAILED
    assert "PRIVATE" not in str(told.value)


def test_the_fingerprint_is_the_one_a_client_sees(tmp_path: Path) -> None:
    with serving(certificate(tmp_path, hosts=HOSTS, now=NOW)) as port:
        pem = ssl.get_server_certificate(("127.0.0.1", port), timeout=10)
    shown = x509.load_pem_x509_certificate(pem.encode()).fingerprint(made(tmp_path).signature_hash_algorithm)
    assert fingerprint(tmp_path) == " ".join(f"{byte:02X}" for byte in shown)
    assert len(fingerprint(tmp_path).split()) == 32


@pytest.mark.parametrize("ask", [fingerprint, trusting])
def test_without_a_certificate_there_is_nothing_to_compare(tmp_path: Path, ask) -> None:
    with pytest.raises(StorageDown) as told:
        ask(tmp_path)
    assert told.value.code is DataTrouble.FAILED
    (tmp_path / FILE).write_text("no certificate")
    with pytest.raises(StorageDown) as told:
        ask(tmp_path)
    assert told.value.code is DataTrouble.DAMAGED
