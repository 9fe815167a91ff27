# The engine: Rasa Open Source 3.6. Ubuntu 22.04 goes on mending its Python 3.10 until April 2027.
# Build from the project's folder: docker build -f deploy/engine.Dockerfile -t assistant-engine .
FROM ubuntu:22.04 AS base
RUN apt-get update \
 && apt-get upgrade -y \
 && apt-get install -y --no-install-recommends python3.10 libgomp1 \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /srv/assistant
ENV HOME=/tmp \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    PYTHONWARNINGS=ignore \
    RASA_TELEMETRY_ENABLED=false \
    SQLALCHEMY_SILENCE_UBER_WARNING=1 \
    TF_CPP_MIN_LOG_LEVEL=3

FROM base AS packages
RUN apt-get update \
 && apt-get install -y --no-install-recommends build-essential python3.10-dev python3.10-venv \
 && rm -rf /var/lib/apt/lists/*
COPY requirements requirements
COPY scripts/get_uv.sh scripts/build_environment.sh scripts/
RUN scripts/get_uv.sh && scripts/build_environment.sh .venv/engine 3.10 requirements/engine.lock

# Trained here, so that the image starts at once; a model of `make improve` is mounted over it.
FROM base AS model
COPY --from=packages /srv/assistant/.venv/engine .venv/engine
COPY config.yml domain.yml credentials.yml ./
COPY components components
COPY logs logs
COPY data data
COPY scripts/quiet_rasa.py scripts/
RUN .venv/engine/bin/python scripts/quiet_rasa.py train --skip-validation \
      --fixed-model-name assistant --out var/models \
 && rm -rf .rasa

FROM base
COPY --from=packages /srv/assistant/.venv/engine .venv/engine
COPY config.yml domain.yml credentials.yml ./
COPY deploy/endpoints.yml endpoints.yml
COPY components components
COPY logs logs
COPY scripts/quiet_rasa.py scripts/
COPY --from=model /srv/assistant/var var
RUN .venv/engine/bin/python -m compileall -q components logs scripts
USER 10001:10001
EXPOSE 5005
CMD [".venv/engine/bin/python", "scripts/quiet_rasa.py", "run", "--interface", "0.0.0.0", \
     "--port", "5005", "--endpoints", "endpoints.yml", "--model", "var/models/assistant.tar.gz"]
