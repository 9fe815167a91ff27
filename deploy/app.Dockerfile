# The app: web server, action server, notices, migrations and backups are one image.
# Build from the project's folder: docker build -f deploy/app.Dockerfile -t assistant-app .
FROM python:3.11-slim-bookworm AS base
RUN apt-get update \
 && apt-get upgrade -y \
 && apt-get install -y --no-install-recommends postgresql-client-15 \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /srv/assistant
ENV HOME=/tmp \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1

FROM base AS packages
COPY requirements requirements
COPY scripts/get_uv.sh scripts/build_environment.sh scripts/
RUN scripts/get_uv.sh && scripts/build_environment.sh .venv/app 3.11 requirements/app.lock

FROM base
COPY --from=packages /srv/assistant/.venv/app .venv/app
COPY actions actions
COPY content content
COPY data data
COPY docs/source-document.txt docs/
COPY improve improve
COPY logs logs
COPY notify notify
COPY scripts scripts
COPY settings settings
COPY storage storage
COPY web web
COPY widget/src widget/src
RUN .venv/app/bin/python -m compileall -q actions content improve logs notify scripts settings storage web
ENV PATH=/srv/assistant/.venv/app/bin:$PATH
USER 10001:10001
EXPOSE 8000
CMD ["python", "-m", "web"]
