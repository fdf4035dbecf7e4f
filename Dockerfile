# The Telegram bot. Runs as nobody in particular on a read-only root; articles, index and models are volumes.
FROM python:3.12-slim AS build
WORKDIR /src
COPY requirements.lock pyproject.toml README.md LICENSE ./
RUN python -m venv /venv && /venv/bin/python -m pip install --no-cache-dir --require-hashes --only-binary=:all: -r requirements.lock
COPY bot bot
COPY index index
COPY prompts prompts
RUN /venv/bin/python -m pip install --no-cache-dir --no-deps --no-build-isolation .

FROM python:3.12-slim
RUN useradd --uid 10001 --no-create-home citewire && install -d -o citewire /articles /data /models
COPY --from=build /venv /venv
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    CITEWIRE_ARTICLES=/articles CITEWIRE_DATA=/data CITEWIRE_MODELS=/models TELEGRAM_HEALTH_LISTEN=127.0.0.1:9090
USER citewire
WORKDIR /data
VOLUME ["/articles", "/data", "/models"]
# The first start fetches the models and makes the index.
HEALTHCHECK --interval=30s --timeout=5s --start-period=10m \
    CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:9090/healthz', timeout=4)"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["citewire"]
CMD ["telegram"]
