package org.openprepaid.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.openprepaid.upstream.DebtTicket;

class HostLineTest {
  private final HostLine line = new HostLine(2);

  @Test
  void noMoreAreUnderWayThanTheHostIsAllowed() {
    assertThat(line.start()).isTrue();
    assertThat(line.start()).isTrue();
    assertThat(line.start()).isFalse();

    line.end();

    assertThat(line.start()).isTrue();
    assertThat(line.inFlight()).isEqualTo(2);
  }

  @Test
  void whoWaitsIsCalledInOrderWhenThereIsAPlace() {
    line.start();
    line.queue(new DebtTicket(1, 0));
    line.queue(new DebtTicket(2, 0));

    assertThat(line.called()).containsExactly(new DebtTicket(1, 0));
    line.end();
    assertThat(line.called()).containsExactly(new DebtTicket(2, 0));
    assertThat(line.called()).isEmpty();
  }
}
