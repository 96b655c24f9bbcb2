#!/usr/bin/env bash
# rfc3161-client 1.0.9 and OpenSSL 3.0: whether a time stamp can be read depends on which certificate is longer.
# CMS (RFC 5652, 5.1) lets a token's certificates stand in any order, since only what is signed must be DER. OpenSSL writes
# the authority's first and then its chain, and verifies both files below. The client takes the set for DER, which sorts by
# content: where the authority's certificate is longer than its root's, the token is no ASN.1 to it.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "rfc3161-client==1.0.9"
cd "$folder"
cat > authority.conf <<'CONF'
[tsa]
default_tsa = ours
[ours]
serial = ./serial
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
ess_cert_id_alg = sha256
[leaf]
extendedKeyUsage = critical,timeStamping
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature
CONF
echo 01 > serial
echo "the head of a log" > data

stamp() { # bits of the root's key, bits of the authority's
    openssl req -x509 -newkey "rsa:$1" -nodes -keyout root.key -out root.pem -days 30 -subj "/CN=Any Root" \
        -addext "keyUsage=critical,keyCertSign" 2> /dev/null
    openssl req -newkey "rsa:$2" -nodes -keyout leaf.key -out leaf.csr -subj "/CN=Any Authority" 2> /dev/null
    openssl x509 -req -in leaf.csr -CA root.pem -CAkey root.key -CAcreateserial -days 30 -extfile authority.conf \
        -extensions leaf -out leaf.pem 2> /dev/null
    openssl ts -query -data data -sha256 -cert -out query.tsq 2> /dev/null
    openssl ts -reply -config authority.conf -section ours -queryfile query.tsq -signer leaf.pem -inkey leaf.key \
        -chain root.pem -out reply.tsr 2> /dev/null
    openssl ts -verify -queryfile query.tsq -in reply.tsr -CAfile root.pem 2>&1 | tail -n 1
}

read_it() { # what is expected
    venv/bin/python - "$1" <<'PYTHON'
import sys
from importlib.metadata import version
from pathlib import Path

from rfc3161_client import decode_timestamp_response

try:
    said = f"status {decode_timestamp_response(Path('reply.tsr').read_bytes()).status}"
except ValueError as refused:
    said = str(refused)
print("rfc3161-client", version("rfc3161-client"), said)
assert sys.argv[1] in said, said
PYTHON
}

openssl version
stamp 4096 2048
read_it "status 0"
stamp 2048 4096
read_it "InvalidSetOrdering"
