#!/usr/bin/env bash
# Creates, starts and configures a Payara domain for OpenPrepaid: what `./prepaid run` uses, and operations on their own server.
#
#   create-domain.sh            reads its settings from the environment (defaults in brackets); leaves the domain running
#
# Where things are
#   PREPAID_PAYARA_HOME         Payara Server 6, the directory that has bin/asadmin             (required)
#   PREPAID_DOMAINS_DIR         where the domain is made                                        (required)
#   PREPAID_DOMAIN              its name                                                        [prepaid]
#   PREPAID_SETTINGS_FILE       openprepaid.* properties for MicroProfile Config; linked into the domain (required)
#   PREPAID_SECRETS_FILE        passwords, a properties file of mode 600: payara.admin.password,
#                               database.password, broker.user, broker.password, keystore.password (required)
#   PREPAID_ARTEMIS_RAR         artemis-ra.rar                                                  [../target/artemis-ra.rar]
#   PREPAID_JDBC_DRIVER         Connector/J                                                     [../target/lib/mysql-connector-j.jar]
# Listeners
#   PREPAID_HTTP_ADDRESS        of HTTP and HTTPS                                               [127.0.0.1]
#   PREPAID_HTTP_PORT [8080]    PREPAID_HTTPS_PORT [8181]    PREPAID_ADMIN_PORT [4848, always on loopback; the nine above it are taken too,
#                               for services of Payara that are switched off]
# Database and broker: settings of the platform, from the environment (OPENPREPAID_DATABASE_URL …) or the settings file
#   openprepaid.database.url    [jdbc:mysql://127.0.0.1:3307/prepaid]                           options in it come before the defaults here
#   openprepaid.database.user   [prepaid]
#   openprepaid.database.password, openprepaid.broker.user, openprepaid.broker.password         [from the secrets file]
#   openprepaid.broker.url      tcp://host:port?option=value&…                                  [tcp://127.0.0.1:61616]
#   PREPAID_DATABASE_POOL_MIN [8]    PREPAID_DATABASE_POOL_MAX [48]
# Sizes
#   PREPAID_HEAP_MIN [1g]       PREPAID_HEAP_MAX [1500m]     PREPAID_GC [-XX:+UseG1GC]          PREPAID_JVM_OPTIONS [more, with blanks between]
#   PREPAID_HTTP_THREADS [16]   PREPAID_WORK_THREADS [32]    PREPAID_MDB_POOL [64]
set -euo pipefail
umask 077

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

# shellcheck source-path=SCRIPTDIR source=../settings.sh
. "$here/../settings.sh"

: "${PREPAID_PAYARA_HOME:?is not set: the directory of Payara Server}"
: "${PREPAID_DOMAINS_DIR:?is not set: where to make the domain}"
require_settings_files
domain=${PREPAID_DOMAIN:-prepaid}
domain_dir=$PREPAID_DOMAINS_DIR/$domain
admin_port=${PREPAID_ADMIN_PORT:-4848}
http_address=${PREPAID_HTTP_ADDRESS:-127.0.0.1}
artemis_rar=${PREPAID_ARTEMIS_RAR:-$here/../target/artemis-ra.rar}
jdbc_driver=${PREPAID_JDBC_DRIVER:-$here/../target/lib/mysql-connector-j.jar}
asadmin=$PREPAID_PAYARA_HOME/bin/asadmin

[ -x "$asadmin" ] || fail OP-1932 "$asadmin is missing: point PREPAID_PAYARA_HOME at a Payara Server 6"
[ -r "$artemis_rar" ] || fail OP-1932 "$artemis_rar is missing: build server-config first"
[ -r "$jdbc_driver" ] || fail OP-1932 "$jdbc_driver is missing: build server-config first"
[ ! -e "$domain_dir" ] || fail OP-1934 "the domain $domain_dir exists already: remove it, or choose another PREPAID_DOMAIN"

read_database
read_broker

mkdir -p "$PREPAID_DOMAINS_DIR"
work=$(mktemp -d "$PREPAID_DOMAINS_DIR/.create.XXXXXX")
trap 'rm -rf "$work"' EXIT

admin_password=$(secret payara.admin.password)
printf 'AS_ADMIN_PASSWORD=%s\nAS_ADMIN_MASTERPASSWORD=changeit\n' "$admin_password" >"$work/admin"
for name in database.password broker.password keystore.password; do
  password=$(secret "$name")
  { cat "$work/admin"; printf 'AS_ADMIN_ALIASPASSWORD=%s\n' "$password"; } >"$work/$name"
done

# asadmin lives for seconds: with the quick compiler and the plain collector it takes half the time
quick="-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
run_asadmin() { # password file, arguments
  local passwords=$1
  shift
  AS_EXTRA_JAVA_OPTS="$quick ${AS_EXTRA_JAVA_OPTS:-}" "$asadmin" --interactive=false --user admin \
    --passwordfile "$passwords" --port "$admin_port" "$@"
}

give_up() { # message
  run_asadmin "$work/admin" stop-domain --kill=true --domaindir "$PREPAID_DOMAINS_DIR" "$domain" >/dev/null 2>&1 || true
  [ ! -e "$domain_dir/logs/server.log" ] || cp "$domain_dir/logs/server.log" "$PREPAID_DOMAINS_DIR/$domain-failed.log"
  rm -rf "${domain_dir:?}"
  fail OP-1936 "$1. The half-made domain was removed; its log, if it had one, is $PREPAID_DOMAINS_DIR/$domain-failed.log"
}

step() { # what, asadmin's arguments: shows its output only when it fails
  local what=$1
  shift
  if ! run_asadmin "$work/admin" "$@" >"$work/output" 2>&1; then
    cat "$work/output" >&2
    give_up "$what failed"
  fi
}

create() {
  # Services that are switched off below still want port numbers: next to the administration port, where nobody else is
  local port=$admin_port
  JAVA_TOOL_OPTIONS=$quick step "creating the domain" create-domain --domaindir "$PREPAID_DOMAINS_DIR" --adminport "$admin_port" \
    --instanceport "${PREPAID_HTTP_PORT:-8080}" --checkports=false --savelogin=false \
    --domainproperties "http.ssl.port=${PREPAID_HTTPS_PORT:-8181}:domain.jmxPort=$((port + 1)):jms.port=$((port + 2)):orb.listener.port=$((port + 3)):orb.ssl.port=$((port + 4)):orb.mutualauth.port=$((port + 5)):osgi.shell.telnet.port=$((port + 6)):java.debugger.port=$((port + 7))" \
    --hazelcastdasport $((port + 8)) --hazelcaststartport $((port + 9)) "$domain"
}

prepare_first_start() {
  local option options jvm_options=
  read -r -a options <<<"-Xms${PREPAID_HEAP_MIN:-1g} -Xmx${PREPAID_HEAP_MAX:-1500m} ${PREPAID_GC:--XX:+UseG1GC} -Djava.net.preferIPv4Stack=true ${PREPAID_JVM_OPTIONS:-}"
  for option in "${options[@]}"; do
    jvm_options+="<jvm-options>$option</jvm-options>"
  done
  local xml
  xml=$(sed -f "$here/first-start.sed" "$domain_dir/config/domain.xml")
  # The template is Payara's: were it another one tomorrow, nothing may be left open unseen
  local server=${xml#*'<config name="server-config">'} wanted
  server=${server%%</config>*}
  for wanted in @JVM_OPTIONS@ 'name="http-listener-1"' @HTTP_ADDRESS@ 'address="127.0.0.1"' 'type="DISABLED"' \
    '<hazelcast-config-specific-configuration enabled="false"' 'server-header="false"' @HTTP_THREADS@ @WORK_THREADS@; do
    case $server in
      *0.0.0.0*) wanted="no listener to everybody" ;;
      *"$wanted"*) continue ;;
    esac
    give_up "this Payara's new domain looks different from that of 6.2025 ($wanted): adapt first-start.sed"
  done
  xml=${xml//@JVM_OPTIONS@/"$jvm_options"}
  xml=${xml//@HTTP_ADDRESS@/"$http_address"}
  xml=${xml//@HTTP_THREADS@/"${PREPAID_HTTP_THREADS:-16}"}
  xml=${xml//@WORK_THREADS@/"${PREPAID_WORK_THREADS:-32}"}
  printf '%s\n' "$xml" >"$domain_dir/config/domain.xml"
  # Both are on the class path of the server and of every application
  cp "$jdbc_driver" "$domain_dir/lib/mysql-connector-j.jar"
  mkdir -p "$domain_dir/lib/classes/META-INF"
  ln -s "$(realpath "$PREPAID_SETTINGS_FILE")" "$domain_dir/lib/classes/META-INF/microprofile-config.properties"
}

aliases() {
  # asadmin takes an alias's password from its password file only, hence one asadmin for each; two at a time lose one
  local entry
  for entry in database.password=prepaid-database broker.password=prepaid-broker keystore.password=openprepaid.keys.password; do
    if ! run_asadmin "$work/${entry%%=*}" create-password-alias "${entry#*=}" >"$work/output" 2>&1; then
      cat "$work/output" >&2
      give_up "storing a password failed"
    fi
  done
}

configure() {
  local commands
  commands=$(sed -e '/^#/d' -e '/^$/d' "$here/configure.asadmin")
  fill_resources
  fill artemis.rar "$artemis_rar"
  printf '%s\n' "$commands" >"$work/commands"
  step "configuring the domain" multimode --file "$work/commands"
  # multimode reports success whatever its commands say
  if grep -q -E '^Command .* failed\.$|not found\.' "$work/output"; then
    cat "$work/output" >&2
    give_up "configuring the domain failed"
  fi
}

create
prepare_first_start
step "starting the domain" start-domain --domaindir "$PREPAID_DOMAINS_DIR" "$domain"
aliases
configure
