# shellcheck shell=bash
# Reading the platform's settings, for the scripts beside this file and for ./prepaid. To be sourced.

property() { # file, name
  [ ! -r "$1" ] || sed -n "s/^${2//./[.]}[ ]*=[ ]*//p" "$1" | tail -n 1
}

setting() { # name without openprepaid., otherwise: the order is MicroProfile Config's, environment before file
  local variable=OPENPREPAID_${1^^} value
  variable=${variable//[.-]/_}
  value=${!variable:-}
  [ -n "$value" ] || value=$(property "$PREPAID_SETTINGS_FILE" "openprepaid.$1")
  printf '%s' "${value:-$2}"
}

fail() { # code, what happened and what to do
  printf '%s %s\n' "$1" "$2" >&2
  exit 1
}

secret() { # name
  local value
  value=$(property "$PREPAID_SECRETS_FILE" "$1")
  value=$(setting "$1" "$value")
  [ -n "$value" ] || fail OP-1933 "$1 is not in $PREPAID_SECRETS_FILE"
  printf '%s' "$value"
}

require_settings_files() {
  : "${PREPAID_SECRETS_FILE:?is not set: the file with the passwords}"
  : "${PREPAID_SETTINGS_FILE:?is not set: the file with the openprepaid.* properties}"
  [ -r "$PREPAID_SECRETS_FILE" ] || fail OP-1933 "the secrets file $PREPAID_SECRETS_FILE cannot be read"
  [ -r "$PREPAID_SETTINGS_FILE" ] || fail OP-1933 "the settings file $PREPAID_SETTINGS_FILE cannot be read"
}

# asadmin takes one backslash from a command file for itself, Micro's boot command files none
# shellcheck disable=SC1003
escape_mark='\\'
escape() { # a value for a --property list in a command file
  local value=${1//:/"$escape_mark:"}
  value=${value//;/"$escape_mark;"}
  printf '%s' "${value//=/"$escape_mark="}"
}

# Sets database_url, database_schema and database_properties (a --property list of what the URL does not say itself)
read_database() {
  local tls property
  database_url=$(setting database.url jdbc:mysql://127.0.0.1:3307/prepaid)
  case $database_url in
    jdbc:mysql://127.* | jdbc:mysql://localhost[:/]*) tls=DISABLED ;;
    jdbc:mysql:*) tls=VERIFY_IDENTITY ;;
    *) fail OP-1935 "openprepaid.database.url=$database_url: Connector/J wants jdbc:mysql://host:port/schema, for MariaDB too" ;;
  esac
  database_schema=${database_url%%\?*}
  database_schema=${database_schema##*/}
  database_properties=
  for property in sslMode=$tls allowPublicKeyRetrieval=true characterEncoding=UTF-8 useServerPrepStmts=false \
    cachePrepStmts=true prepStmtCacheSize=250 prepStmtCacheSqlLimit=8192 rewriteBatchedStatements=true \
    useLocalSessionState=true elideSetAutoCommits=true cacheServerConfiguration=true tinyInt1isBit=false \
    connectTimeout=2000 socketTimeout=15000; do
    case $database_url in
      *[?\&]"${property%%=*}="*) ;;
      *) database_properties+=${database_properties:+:}$property ;;
    esac
  done
}

# Sets broker_user, and broker_parameters as the Artemis resource adapter wants them: host=…;port=…
read_broker() {
  local url
  broker_user=$(secret broker.user)
  url=$(setting broker.url tcp://127.0.0.1:61616)
  [[ $url =~ ^tcp://([^:/?]+):([0-9]+)(\?(.*))?$ ]] ||
    fail OP-1935 "openprepaid.broker.url=$url: wanted is tcp://host:port, with ?option=value&… if need be"
  broker_parameters="host=${BASH_REMATCH[1]};port=${BASH_REMATCH[2]}"
  [ -z "${BASH_REMATCH[4]:-}" ] || broker_parameters+=";${BASH_REMATCH[4]//&/;}"
}

# Fills ${name} in the text of the variable commands
fill() { # name, value
  commands=${commands//"\${$1}"/"$2"}
}

# What the command files of Payara Server and of Micro have in common
fill_resources() {
  fill database.url "$(escape "$database_url")"
  fill database.schema "$database_schema"
  fill database.user "$(setting database.user prepaid)"
  fill database.pool.min "${PREPAID_DATABASE_POOL_MIN:-8}"
  fill database.pool.max "${PREPAID_DATABASE_POOL_MAX:-48}"
  fill database.properties "$database_properties"
  fill broker.parameters "$(escape "$broker_parameters")"
  fill broker.user "$broker_user"
  fill http.threads "${PREPAID_HTTP_THREADS:-16}"
  fill work.threads "${PREPAID_WORK_THREADS:-32}"
  fill mdb.pool "${PREPAID_MDB_POOL:-64}"
}
