package org.openprepaid.web.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

/** The pattern and the attribute that the adapter publishes. */
class Iso8583CheckTest {
  private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();

  /** As the adapter's own statistics, in the part that is looked at. */
  public interface EndpointMXBean {
    boolean isActive();
  }

  @Test
  void readyMeansThatThereAreEndpointsAndAllAreActive() throws Exception {
    boolean[] active = {true, true};
    assertThat(isUp()).as("no endpoint").isFalse();
    ObjectName cup = register("cup-8583", () -> active[0]);
    ObjectName ascii = register("ascii-8584", () -> active[1]);
    try {
      assertThat(isUp()).isTrue();
      active[1] = false;
      assertThat(isUp()).as("one of two active").isFalse();
    } finally {
      server.unregisterMBean(cup);
      server.unregisterMBean(ascii);
    }
  }

  private ObjectName register(String name, EndpointMXBean endpoint) throws Exception {
    ObjectName objectName = new ObjectName("org.openprepaid:type=Iso8583Endpoint,name=" + name);
    server.registerMBean(
        new javax.management.StandardMBean(endpoint, EndpointMXBean.class, true), objectName);
    return objectName;
  }

  private boolean isUp() {
    return new Iso8583Check().allActive();
  }
}
