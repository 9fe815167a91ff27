#!/bin/sh
# Makes the two databases, each with a user of its own: the engine cannot read the app's.
# PostgreSQL's image runs it once, when its volume is empty.
set -eu
for name in app engine; do
  password=$(cat "/run/secrets/${name}_database_password")
  psql -v ON_ERROR_STOP=1 -v name="$name" -v password="$password" <<'SQL'
CREATE ROLE :"name" LOGIN PASSWORD :'password';
CREATE DATABASE :"name" OWNER :"name";
REVOKE CONNECT ON DATABASE :"name" FROM PUBLIC;
SQL
done
