"""A mail server that keeps what it is sent, for one test.

    sink.py DIRECTORY    writes its port to DIRECTORY/port, then each mail to DIRECTORY/N.eml

The recipient refused@… is refused, so that a mail program has something to report.
"""
import pathlib
import socketserver
import sys

directory = pathlib.Path(sys.argv[1])


class Session(socketserver.StreamRequestHandler):
    def say(self, line):
        self.wfile.write(line.encode() + b"\r\n")

    def handle(self):
        self.say("220 sink")
        sender, recipients = "", []
        for line in self.rfile:
            command = line.decode("ascii").rstrip("\r\n")
            word = command.upper()
            if word.startswith("MAIL FROM:"):
                sender, recipients = command[10:], []
                self.say("250 ok")
            elif word.startswith("RCPT TO:"):
                if "refused@" in command:
                    self.say("550 no such user here")
                else:
                    recipients.append(command[8:])
                    self.say("250 ok")
            elif word == "DATA":
                self.say("354 go on")
                self.keep(sender, recipients)
                self.say("250 kept")
            elif word == "QUIT":
                self.say("221 bye")
                return
            else:
                self.say("250 sink")

    def keep(self, sender, recipients):
        lines = []
        for line in self.rfile:
            if line == b".\r\n":
                break
            lines.append(line[1:] if line.startswith(b".") else line)
        number = len(list(directory.glob("*.eml"))) + 1
        (directory / f"{number}.envelope").write_text(f"{sender.strip()}\n{recipients[0].strip()}\n")
        (directory / f"{number}.eml").write_bytes(b"".join(lines))


with socketserver.TCPServer(("127.0.0.1", 0), Session) as server:
    port = directory / "port.new"
    port.write_text(str(server.server_address[1]))
    port.rename(directory / "port")
    server.serve_forever()
