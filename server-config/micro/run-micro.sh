#!/usr/bin/env bash
# Runs OpenPrepaid on Payara Micro, in the foreground: the WAR and its two resource adapters in one process.
#
#   run-micro.sh                reads its settings from the environment (defaults in brackets)
#
#   PREPAID_SETTINGS_FILE       openprepaid.* properties for MicroProfile Config                (required)
#   PREPAID_SECRETS_FILE        passwords, a properties file of mode 600: database.password,
#                               broker.user, broker.password, keystore.password                 (required)
#   PREPAID_MICRO_HOME          directory with payara-micro.jar, prepaid.war, the two RARs and
#                               Connector/J                                                     [micro/target/distribution]
#   PREPAID_WORK_DIR            where Micro unpacks itself; rewritten at each start             [a temporary directory]
#   PREPAID_HTTP_ADDRESS [127.0.0.1]  PREPAID_HTTP_PORT [8080]
#   PREPAID_HEAP_MIN, PREPAID_HEAP_MAX, PREPAID_GC, PREPAID_JVM_OPTIONS, PREPAID_HTTP_THREADS, PREPAID_WORK_THREADS,
#   PREPAID_MDB_POOL, PREPAID_DATABASE_POOL_MIN, PREPAID_DATABASE_POOL_MAX and openprepaid.database.*, openprepaid.broker.*:
#                               as in ../payara/create-domain.sh
set -euo pipefail
umask 077

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source-path=SCRIPTDIR source=../settings.sh
. "$here/../settings.sh"
require_settings_files
home=${PREPAID_MICRO_HOME:-$here/../../micro/target/distribution}
for file in payara-micro.jar prepaid.war iso8583-adapter.rar artemis-ra.rar mysql-connector-j.jar; do
  [ -r "$home/$file" ] || fail OP-1932 "$home/$file is missing: build the module micro first"
done
# shellcheck disable=SC1003,SC2034 # used in settings.sh
escape_mark='\'
read_database
read_broker

work=${PREPAID_WORK_DIR:-}
if [ -z "$work" ]; then
  work=$(mktemp -d)
fi
# Micro would keep what an earlier start configured
rm -rf "$work/root"
mkdir -p "$work/META-INF"

render() { # file
  commands=$(grep -v -e '^#' -e '^$' "$here/$1")
  fill_resources
  fill http.address "${PREPAID_HTTP_ADDRESS:-127.0.0.1}"
  fill artemis.rar "$home/artemis-ra.rar"
  fill iso8583.rar "$home/iso8583-adapter.rar"
  printf '%s\n' "$commands" >"$work/$1"
}
render pre-boot.asadmin
render post-boot.asadmin
# On the class path of the application, where MicroProfile Config finds it with the order that the file itself gives
cp "$PREPAID_SETTINGS_FILE" "$work/META-INF/microprofile-config.properties"
jar --create --no-manifest --file "$work/settings.jar" -C "$work" META-INF/microprofile-config.properties

OPENPREPAID_DATABASE_PASSWORD=$(secret database.password)
OPENPREPAID_BROKER_PASSWORD=$(secret broker.password)
OPENPREPAID_KEYS_PASSWORD=$(setting keys.password "$(secret keystore.password)")
export OPENPREPAID_DATABASE_PASSWORD OPENPREPAID_BROKER_PASSWORD OPENPREPAID_KEYS_PASSWORD

read -r -a options <<<"-Xms${PREPAID_HEAP_MIN:-1g} -Xmx${PREPAID_HEAP_MAX:-1500m} ${PREPAID_GC:--XX:+UseG1GC} ${PREPAID_JVM_OPTIONS:-}"
exec java "${options[@]}" -Djava.net.preferIPv4Stack=true -jar "$home/payara-micro.jar" \
  --rootdir "$work/root" --nocluster --disablephonehome \
  --port "${PREPAID_HTTP_PORT:-8080}" --addlibs "$home/mysql-connector-j.jar:$work/settings.jar" \
  --prebootcommandfile "$work/pre-boot.asadmin" --postbootcommandfile "$work/post-boot.asadmin" \
  --contextroot / --deploy "$home/prepaid.war"
