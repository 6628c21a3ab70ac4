"""The suite of this checkout for a measurement, with data of its own, and tokens for its users."""

import base64
import hashlib
import http.client
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent


class Failure(Exception):
    """The run cannot be made, or its figures would mean nothing; the message says why."""


class Suite:
    """The suite of this checkout with data of its own: up on entry, gone on exit, whatever happens in between."""

    def __init__(self, port):
        self.gateway, self.service, self.management, self.database = port, port + 1, port + 11, port + 20

    def __enter__(self):
        (CHECKOUT / 'target').mkdir(exist_ok=True)
        # Not in /tmp, which may be memory: a commit costs nothing there.
        self.home = Path(tempfile.mkdtemp(prefix='bench-', dir=CHECKOUT / 'target'))
        # In the place of the folder for caches, so that the launcher makes none while we measure.
        (self.home / 'caches').touch()
        self.output = self.home / 'launcher.out'
        try:
            with open(self.output, 'wb') as output:
                self.launcher = subprocess.Popen(
                    [CHECKOUT / 'trainyard', 'up', '--port', str(self.gateway)],
                    stdin=subprocess.DEVNULL, stdout=output, stderr=output,
                    env={**os.environ, 'TRAINYARD_HOME': str(self.home)},
                    # A Ctrl-C is for us, and we stop the launcher.
                    start_new_session=True)
            self._await_ready()
        except BaseException:
            self.__exit__()
            raise
        return self

    def _await_ready(self):
        deadline = time.monotonic() + 900  # a first build fetches its libraries
        while 'Trainyard is ready' not in self.output.read_text():
            if self.launcher.poll() is not None or time.monotonic() > deadline:
                raise Failure('the suite did not start:\n' + self.output.read_text()[-2000:])
            time.sleep(0.2)
        lines = (line.split('=', 1) for line in (self.home / 'secrets.properties').read_text().splitlines()
                 if not line.startswith('#'))
        self.passwords = dict(lines)

    def __exit__(self, *_):
        if hasattr(self, 'launcher'):
            self.launcher.terminate()
            try:
                self.launcher.wait(90)
            except subprocess.TimeoutExpired:
                print(f'The launcher did not stop; it is ended, and PostgreSQL may be left over {self.home}.',
                      file=sys.stderr)
            try:
                # While it builds there is a Maven behind it; after an orderly stop there is nobody.
                os.killpg(self.launcher.pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
        shutil.rmtree(self.home, ignore_errors=True)

    def environment(self, role):
        return {**os.environ, 'PGHOST': '127.0.0.1', 'PGPORT': str(self.database), 'PGDATABASE': 'trainyard',
                'PGUSER': role, 'PGPASSWORD': self.passwords[role]}

    def sql(self, statements, role='workout_app', timeout=120):
        """The rows, each a list of text."""
        return [line.split('\t') for line in output_of(
            ['psql', '-X', '-q', '-A', '-t', '-F', '\t', '-v', 'ON_ERROR_STOP=1'],
            input=statements, env=self.environment(role), timeout=timeout).splitlines()]

    def post(self, path, token, body):
        return self.request('POST', self.service, path, token, body)

    def request(self, method, port, path, token, body=None):
        """The answer's JSON; a failure when it is not one of success."""
        connection = http.client.HTTPConnection('127.0.0.1', port, timeout=120)
        connection.request(method, path, None if body is None else json.dumps(body),
                           {'Authorization': f'Bearer {token}', 'Content-Type': 'application/json'})
        answer = connection.getresponse()
        text = answer.read().decode()
        if answer.status // 100 != 2:
            raise Failure(f'{method} {path} was answered {answer.status}: {text}')
        return json.loads(text) if text else None

    def pid(self, program):
        return int((self.home / 'processes' / program).read_text().split()[0])

    def postmaster(self):
        return int((self.home / 'postgres' / 'postmaster.pid').read_text().split()[0])


class Sibling:
    """Another process of a program of the suite, on ports of its own, with the same environment but for what is given, and
    by the same command unless another is given. It is ready after so many `seconds`."""

    def __init__(self, suite, program, name, command=None, **environment):
        origin = suite.pid(program)
        self.name, self.port, self.management = name, free_port(), free_port()
        self.log = open(suite.home / f'{program}-{name}.log', 'wb')
        own = dict(line.split('=', 1) for line in
                   Path(f'/proc/{origin}/environ').read_text().split('\0') if '=' in line)
        own.update(QUARKUS_HTTP_PORT=str(self.port), QUARKUS_MANAGEMENT_PORT=str(self.management), **environment)
        command = command or Path(f'/proc/{origin}/cmdline').read_text().split('\0')[:-1]
        begun = time.monotonic()
        self.process = subprocess.Popen(command, env=own, cwd=os.readlink(f'/proc/{origin}/cwd'),
                                        stdout=self.log, stderr=self.log)
        self.pid = self.process.pid
        self._await_ready()
        self.seconds = time.monotonic() - begun

    def _await_ready(self):
        deadline = time.monotonic() + 90
        while not self._is_ready():
            if time.monotonic() > deadline or self.process.poll() is not None:
                text = Path(self.log.name).read_text()
                self.process.kill()
                raise Failure(f'{self.name} does not start:\n{text[-2000:]}')
            # An executable is there in some tens of milliseconds.
            time.sleep(0.001)

    def _is_ready(self):
        try:
            with socket.create_connection(('127.0.0.1', self.management), timeout=5) as asking:
                asking.sendall(b'GET /q/health/ready HTTP/1.1\r\nHost: bench\r\nConnection: close\r\n\r\n')
                return asking.recv(12) == b'HTTP/1.1 200'
        except OSError:
            return False

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        try:
            self.process.wait(60)
        except subprocess.TimeoutExpired:
            self.process.kill()
        self.log.close()


def free_port():
    with socket.socket() as free:
        free.bind(('127.0.0.1', 0))
        return free.getsockname()[1]


def rss(pid):
    """Resident megabytes."""
    return int(re.search(r'VmRSS:\s+(\d+)', Path(f'/proc/{pid}/status').read_text())[1]) / 1024


def cpu(*pids):
    """Seconds of processor time of processes that are there, and of the children that they have outlived."""
    total = 0
    for pid in pids:
        try:
            fields = Path(f'/proc/{pid}/stat').read_text().rpartition(')')[2].split()
        except FileNotFoundError:
            continue
        total += sum(int(field) for field in fields[11:15])
    return total / os.sysconf('SC_CLK_TCK')


def children(pid):
    return [int(child) for child in output_of(['ps', '-o', 'pid=', '--ppid', str(pid)], timeout=10).split()]


def output_of(command, timeout, **options):
    """What the command prints; a failure with what it complains about when it fails or takes too long."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=timeout, **options)
    except subprocess.TimeoutExpired:
        raise Failure(f'{command[0]} did not end in {timeout} s')
    if done.returncode != 0:
        raise Failure(f'{command[0]} ended with {done.returncode}: {(done.stderr + done.stdout)[-2000:]}')
    return done.stdout


def base64url(data):
    return base64.urlsafe_b64encode(data).rstrip(b'=').decode()


class Issuer:
    """Signs tokens as the launcher does, without a JVM for each."""

    # The DigestInfo of SHA-256, RFC 8017, section 9.2.
    DIGEST_INFO = bytes.fromhex('3031300d060960864801650304020105000420')

    def __init__(self, key_file, model):
        key = json.loads(key_file.read_text())
        self.header = base64url(json.dumps({'alg': 'RS256', 'typ': 'JWT', 'kid': key['kid']}).encode())
        self.n, self.p, self.q, self.dp, self.dq, self.qi = (
            int.from_bytes(base64.urlsafe_b64decode(key[part] + '=='), 'big')
            for part in ('n', 'p', 'q', 'dp', 'dq', 'qi'))
        self.model = json.loads(base64.urlsafe_b64decode(model.split('.')[1] + '=='))

    def token(self, user, *roles):
        claims = {**self.model, 'sub': user, 'upn': user, 'groups': list(roles or ('user',))}
        signed = f'{self.header}.{base64url(json.dumps(claims).encode())}'
        length = (self.n.bit_length() + 7) // 8
        digest = self.DIGEST_INFO + hashlib.sha256(signed.encode()).digest()
        padded = int.from_bytes(b'\0\1' + b'\xff' * (length - 3 - len(digest)) + b'\0' + digest, 'big')
        a, b = pow(padded, self.dp, self.p), pow(padded, self.dq, self.q)
        signature = b + self.q * (self.qi * (a - b) % self.p)
        return f'{signed}.{base64url(signature.to_bytes(length, "big"))}'
