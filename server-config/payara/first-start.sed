# What a new domain must know before its first start, when asadmin cannot reach it yet: how large it is, and that it listens to
# nobody but what is configured. In domain.xml of a domain made by `asadmin create-domain`; create-domain.sh checks the result.
/<config name="server-config">/,/<\/config>/ {
  s|<jvm-options>-Xmx512m</jvm-options>|@JVM_OPTIONS@|
  /<jvm-options>-XX:NewRatio=2</d
  /<hazelcast-config-specific-configuration *>/ {
    i\
            <jms-service type="DISABLED" default-jms-host="default_JMS_host">\
                <jms-host name="default_JMS_host" host="localhost" port="${JMS_PROVIDER_PORT}" />\
            </jms-service>\
            <phone-home-runtime-configuration enabled="false" />
    s|>| enabled="false">|
  }
  s|<iiop-listener \([^>]*\)address="0.0.0.0"|<iiop-listener \1enabled="false" address="127.0.0.1"|
  s|<jmx-connector \([^>]*\)address="0.0.0.0"|<jmx-connector \1enabled="false" address="127.0.0.1"|
  s|<network-listener \(.*\)name="admin-listener"|<network-listener address="127.0.0.1" \1name="admin-listener"|
  s|<network-listener \(.*\)name="http-listener-|<network-listener address="@HTTP_ADDRESS@" \1name="http-listener-|
}
