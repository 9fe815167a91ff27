"""nginx before several web processes, as `make scale` runs it and docs/scale.md advises."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.stack import free_ports

# The token in the Authorization header stands for the conversation. A request may be sent to the
# next server when one dies under it: messages have ids, so the same one twice is one message.
CONFIGURATION = """
daemon off;
pid FOLDER/nginx.pid;
error_log FOLDER/nginx.log warn;
events { worker_connections 4096; }
http {
  access_log off;
  client_body_temp_path FOLDER/body;
  proxy_temp_path FOLDER/proxy;
  fastcgi_temp_path FOLDER/fastcgi;
  uwsgi_temp_path FOLDER/uwsgi;
  scgi_temp_path FOLDER/scgi;
  map $http_authorization $conversation { "" $request_id; default $http_authorization; }
  upstream web {
    hash $conversation consistent;
SERVERS
    keepalive 64;
  }
  server {
    listen 127.0.0.1:PORT;
    location / {
      proxy_pass http://web;
      proxy_http_version 1.1;
      proxy_set_header Connection "";
      proxy_set_header Host $http_host;
      proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
      proxy_connect_timeout 2s;
      proxy_next_upstream error timeout non_idempotent;
    }
  }
}
"""


@contextmanager
def proxy(folder: Path, urls: Sequence[str]) -> Iterator[str]:
    """Run nginx until the block ends.

    Args:
        folder: Where its files go.
        urls: Addresses of the web processes.

    Yields:
        Its address.

    Raises:
        SystemExit: nginx is not installed.
    """
    program = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin")
    if program is None:
        raise SystemExit("nginx is missing: install it (apt-get install nginx-light).")
    port = free_ports(1)[0]
    servers = [f"    server {url[len('http://') :]} max_fails=1 fail_timeout=2s;" for url in urls]
    text = CONFIGURATION.replace("FOLDER", str(folder)).replace("PORT", str(port))
    path = folder / "nginx.conf"
    path.write_text(text.replace("SERVERS", "\n".join(servers)))
    process = subprocess.Popen([program, "-c", str(path), "-p", str(folder)])  # noqa: S603 - ours
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()
