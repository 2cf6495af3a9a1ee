from __future__ import annotations

import ipaddress

import pytest

from reportedly import addresses
from reportedly.errors import AddressError


@pytest.mark.parametrize(
    "ip",
    [
        "127.0.0.1",
        "127.8.8.8",
        "0.0.0.0",
        "10.1.2.3",
        "172.31.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "198.18.0.1",
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "::ffff:127.0.0.1",
        "::ffff:8.8.8.8",
        "::127.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b:1::1",
        "2002:7f00:1::",
        "2001::1",
        "fc00::1",
        "fd00:ec2::254",
        "fe80::1",
        "fec0::1",
        "ff02::1",
    ],
)
def test_machines_that_are_never_asked(ip: str) -> None:
    assert addresses.refusal(ipaddress.ip_address(ip))


@pytest.mark.parametrize("ip", ["8.8.8.8", "1.1.1.1", "172.32.0.1", "2606:4700::1111"])
def test_public_machines_may_be_asked(ip: str) -> None:
    assert addresses.refusal(ipaddress.ip_address(ip)) is None


@pytest.mark.parametrize(
    ("url", "cleaned"),
    [
        ("https://jane:secret@news.example/a#part", "https://news.example/a"),
        ("https://news.example/a?id=7&token=abc&page=2", "https://news.example/a?id=7&page=2"),
        ("https://news.example/a?X-Amz-Signature=1&accessToken=2&api_key=3&sig=4", "https://news.example/a"),
        ("https://news.example/a?fbclid=1&q=keyword", "https://news.example/a?q=keyword"),
        ("https://news.example/a;jsessionid=99?x=1", "https://news.example/a?x=1"),
        ("HTTP://NEWS.example:8080/", "http://news.example:8080/"),
        ("http://[2001:db8::1]:80/x", "http://[2001:db8::1]:80/x"),
        ("http://[broken", "address"),
    ],
)
def test_what_may_be_kept_of_an_address(url: str, cleaned: str) -> None:
    assert addresses.clean(url) == cleaned


@pytest.mark.parametrize(
    "url",
    [
        "ftp://news.example/a",
        "file:///etc/passwd",
        "http://",
        "http://a b/",
        "http://x:0/",
        "http://x:99999/",
        "http://[::1",
    ],
)
def test_what_is_no_address_to_ask(url: str) -> None:
    with pytest.raises(AddressError):
        addresses.checked(url)


def test_credentials_are_not_sent_and_the_query_is_kept() -> None:
    assert addresses.checked("https://me:pw@news.example/ä?token=1#x") == "https://news.example/%C3%A4?token=1"
