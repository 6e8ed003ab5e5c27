"""Reads mails as a mail program does, and says what is in them: read.py FILE…

Fails where one is not as the standards want it: unknown defects, long lines, 8-bit bytes.
"""
import email
import email.policy
import sys

for name in sys.argv[1:]:
    with open(name, "rb") as file:
        raw = file.read()
    assert max(raw) < 128, f"{name}: not ASCII"
    lines = raw.split(b"\r\n")
    assert b"\n" not in b"".join(lines), f"{name}: a bare line feed"
    assert max(map(len, lines)) <= 998, f"{name}: a line too long"
    header = raw.split(b"\r\n\r\n")[0].split(b"\r\n")
    assert max(map(len, header)) <= 78, f"{name}: a header line too long"
    mail = email.message_from_bytes(raw, policy=email.policy.default)
    assert not mail.defects, f"{name}: {mail.defects}"
    for header in mail.values():
        assert not getattr(header, "defects", ()), f"{name}: {header}: {header.defects}"
    for address in (*mail["From"].addresses, *mail["To"].addresses):
        print(address.display_name, address.addr_spec, sep="|")
    print(mail["Subject"])
    print(mail["Date"].datetime.isoformat())
    print(mail["Message-ID"], mail["In-Reply-To"], sep="|")
    print(mail["Auto-Submitted"], mail.get_content_type(), mail.get_content_charset(), sep="|")
    print(mail.get_content().replace("\r\n", "\n").strip())
    print("====")
