#!/bin/sh
# Copies both databases now and then every BACKUP_HOURS; copies older than BACKUP_DAYS go.
set -u
while :; do
  python -m scripts.backup "/backups/$(date -u +%Y-%m-%dT%H-%M-%SZ)" \
    && find /backups -mindepth 1 -maxdepth 1 -type d -mtime "+${BACKUP_DAYS:-14}" -exec rm -rf {} +
  sleep "$((${BACKUP_HOURS:-24} * 3600))"
done
