package org.openprepaid.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NoticeTest {
  private static final Logger LOG = Logger.getLogger(Notice.class.getPackageName());

  private final List<String> said = new ArrayList<>();
  private final Handler ear =
      new Handler() {
        @Override
        public void publish(LogRecord logged) {
          said.add(logged.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };
  private Instant now = Instant.parse("2026-11-25T12:00:00Z");

  @BeforeEach
  void listen() {
    LOG.addHandler(ear);
    LOG.setUseParentHandlers(false);
  }

  @AfterEach
  void leave() {
    LOG.removeHandler(ear);
    LOG.setUseParentHandlers(true);
  }

  @Test
  void itIsSaidOnceAndThenCountedUntilTheSilenceIsOver() {
    Notice notice = new Notice(Level.WARNING, Duration.ofSeconds(30), clock());

    notice.say("OP-1674 one", null);
    notice.say("OP-1674 two", null);
    notice.say("OP-1674 three", null);
    now = now.plusSeconds(31);
    notice.say("OP-1674 four", new IllegalStateException("away"));

    assertThat(said)
        .containsExactly(
            "OP-1674 one",
            "OP-1674 four: java.lang.IllegalStateException: away (and 2 more like it)");
  }

  private Clock clock() {
    return new Clock() {
      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return this;
      }

      @Override
      public Instant instant() {
        return now;
      }
    };
  }
}
