"""A small identity provider: OpenID Connect's authorization-code flow with PKCE, signed tokens.

It runs in the test's process and does what a council's provider does: tells where everything is,
sends a signed-in person back with a code, and gives a token for the code, once, to the client
that knows its secret and what the code was asked with.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "example-client", "an invented client secret"
KEY_ID = "example-key"


@dataclass
class Issuer:
    """The provider; who is signed in at it, and how it misbehaves, is for the test to say.

    Parameters
    ----------
    person : dict
        Claims of whoever is signed in: ``sub``, ``email``, ``email_verified``, ``name``.
    wrong : dict
        Claims of the identity token that it gets wrong.
    refuses : str
        The error with which it sends a person back, instead of a code.
    """

    person: dict[str, Any] = field(default_factory=dict)
    wrong: dict[str, Any] = field(default_factory=dict)
    refuses: str = ""
    queries: list[dict[str, str]] = field(default_factory=list)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    tokens: dict[str, dict[str, Any]] = field(default_factory=dict)
    key: rsa.RSAPrivateKey = field(
        default_factory=lambda: rsa.generate_private_key(public_exponent=65537, key_size=2048)
    )

    def __enter__(self) -> Issuer:
        handler = type("Handler", (_Handler,), {"issuer": self})
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.server.shutdown()
        self.server.server_close()

    @property
    def address(self) -> str:
        """Its own address, under which tokens name it."""
        return f"http://127.0.0.1:{self.server.server_address[1]}"

    def configuration(self) -> dict[str, Any]:
        """Where everything is."""
        return {
            "issuer": self.address,
            "authorization_endpoint": f"{self.address}/authorize",
            "token_endpoint": f"{self.address}/token",
            "userinfo_endpoint": f"{self.address}/userinfo",
            "jwks_uri": f"{self.address}/keys",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
            "code_challenge_methods_supported": ["S256"],
        }

    def authorize(self, query: dict[str, str]) -> str:
        """Where a person who asked to be signed in is sent."""
        self.queries.append(query)
        back = {"state": query["state"]}
        if self.refuses:
            back["error"] = self.refuses
        else:
            code = back["code"] = secrets.token_urlsafe(16)
            self.codes[code] = query
        return f"{query['redirect_uri']}?{urlencode(back)}"

    def token(self, form: dict[str, str]) -> dict[str, Any] | None:
        """Tokens for a code; None where something is wrong with it or who brings it."""
        query = self.codes.pop(form.get("code", ""), None)
        verifier = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(verifier).decode().rstrip("=")
        permission = (
            query is not None
            and (form.get("client_id"), form.get("client_secret")) == (CLIENT, SECRET)
            and form.get("grant_type") == "authorization_code"
            and form.get("redirect_uri") == query["redirect_uri"]
            and challenge == query.get("code_challenge")
            and query.get("code_challenge_method") == "S256"
        )
        if not permission:
            return None
        access = secrets.token_urlsafe(16)
        self.tokens[access] = self.person
        timestamp = int(time.time())
        claims = {"iss": self.address, "aud": CLIENT, "iat": timestamp, "exp": timestamp + 300}
        claims |= {"jti": secrets.token_hex(8)} | self.person | self.wrong
        signed = jwt.encode(claims, self.key, algorithm="RS256", headers={"kid": KEY_ID})
        return {
            "access_token": access,
            "token_type": "Bearer",
            "expires_in": 300,
            "id_token": signed,
        }

    def keys(self) -> dict[str, Any]:
        """The keys with which its tokens are checked."""
        public = jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key(), as_dict=True)
        return {"keys": [public | {"kid": KEY_ID, "use": "sig", "alg": "RS256"}]}


class _Handler(BaseHTTPRequestHandler):
    issuer: Issuer

    def do_GET(self) -> None:
        url = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(url.query).items()}
        if url.path == "/.well-known/openid-configuration":
            self._say(self.issuer.configuration())
        elif url.path == "/keys":
            self._say(self.issuer.keys())
        elif url.path == "/userinfo":
            bearer = self.headers.get("Authorization", "").removeprefix("Bearer ")
            self._say(self.issuer.tokens.get(bearer))
        elif url.path == "/authorize":
            self.send_response(302)
            self.send_header("Location", self.issuer.authorize(query))
            self.end_headers()
        else:
            self._say(None)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        self._say(self.issuer.token({name: v[0] for name, v in parse_qs(body).items()}))

    def _say(self, document: dict[str, Any] | None) -> None:
        self.send_response(400 if document is None else 200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(document or {"error": "invalid_request"}).encode())

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""
