package org.openprepaid.iso8583;

import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** Statistics as operators see them: {@code org.openprepaid:type=<type>,name=<name>}. */
final class Publication {
  private final String type;
  private ObjectName published;

  Publication(String type) {
    this.type = type;
  }

  synchronized void publish(String name, Object statistics) {
    try {
      published = new ObjectName("org.openprepaid:type=" + type + ",name=" + name);
      MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
      if (beans.isRegistered(published)) {
        // left by one that was torn down without being told
        beans.unregisterMBean(published);
      }
      beans.registerMBean(statistics, published);
    } catch (JMException e) {
      throw new IllegalStateException("statistics cannot be published", e);
    }
  }

  synchronized void withdraw() {
    try {
      if (published != null) {
        ManagementFactory.getPlatformMBeanServer().unregisterMBean(published);
        published = null;
      }
    } catch (JMException e) {
      // somebody else has already removed it
      published = null;
    }
  }
}
