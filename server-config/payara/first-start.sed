# What a new domain must know before its first start: how large it is, and that it listens to nobody but what is configured.
# asadmin could say it to the running server only: the first start would be open to the network, the size would want a second
# start, and a listener that is changed while it runs sometimes does not come back.
# Edits the domain.xml of a domain made by `asadmin create-domain`; create-domain.sh fills in @…@ and checks the result.
# A thread pool stays at its minimum until its queue is full, so minimum = maximum. No timer of OpenPrepaid is persistent, so
# none needs a database of Payara's own.
/<config name="server-config">/,/<\/config>/ {
  s|<jvm-options>-Xmx512m</jvm-options>|@JVM_OPTIONS@|
  /<jvm-options>-XX:NewRatio=2</d
  /<hazelcast-config-specific-configuration *>/ {
    i\
            <jms-service type="DISABLED" default-jms-host="default_JMS_host">\
                <jms-host name="default_JMS_host" host="localhost" port="${JMS_PROVIDER_PORT}" />\
            </jms-service>\
            <phone-home-runtime-configuration enabled="false" />\
            <ejb-container><ejb-timer-service ejb-timer-service="None" /></ejb-container>
    s|>| enabled="false">|
  }
  s|<iiop-listener \([^>]*\)address="0.0.0.0"|<iiop-listener \1enabled="false" address="127.0.0.1"|
  s|<jmx-connector \([^>]*\)address="0.0.0.0"|<jmx-connector \1enabled="false" address="127.0.0.1"|
  s|<network-listener \(.*\)name="admin-listener"|<network-listener address="127.0.0.1" \1name="admin-listener"|
  s|<network-listener \(.*\)name="http-listener-|<network-listener address="@HTTP_ADDRESS@" \1name="http-listener-|
  s|<http default-virtual-server="server" |&server-header="false" xpowered-by="false" |
  s|<thread-pool name="http-thread-pool" |&min-thread-pool-size="@HTTP_THREADS@" max-thread-pool-size="@HTTP_THREADS@" |
  s|<thread-pool name="thread-pool-1" max-thread-pool-size="200"|<thread-pool name="thread-pool-1" min-thread-pool-size="@WORK_THREADS@" max-thread-pool-size="@WORK_THREADS@"|
}
