#!/bin/bash
# Run once by the PostgreSQL image, when its data folder is new.
set -euo pipefail
: "${OWNER_PASSWORD:?set OWNER_PASSWORD in .env}"
: "${APP_PASSWORD:?set APP_PASSWORD in .env}"
psql --quiet --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" \
  --set owner_password="$OWNER_PASSWORD" --set app_password="$APP_PASSWORD" --output /dev/null <<'SQL'
select set_config('waymark.owner_password', :'owner_password', false),
       set_config('waymark.app_password', :'app_password', false);
\i /opt/waymark/roles.sql
SQL
