package org.openprepaid.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openprepaid.system.Replies.assertApproved;
import static org.openprepaid.system.Replies.assertCode;

import java.io.IOException;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openprepaid.softpos.iso.IsoMessage;
import org.openprepaid.softpos.pos.Card;
import org.openprepaid.softpos.pos.PosTerminal;

/** What is no message costs its sender the connection, and nobody else anything. */
@ExtendWith(RunningInstance.class)
class BadFramesIT {
  private static final String PREFIX = "6000030000603100310000";

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "a frame without anything, 0000",
    "a frame too short for its header, 000A60000300006031003100",
    "a frame longer than any message, FFFF" + PREFIX,
    "a message type that is none, 0015" + PREFIX + "ZZ",
    "a bitmap that promises more than comes, 0015" + PREFIX + "0200FFFFFFFFFFFFFFFF",
    "a field that the profile does not have, 0016" + PREFIX + "0200000000000000000100",
    "something after the last field, 0019" + PREFIX + "0200200000000000000000000000",
    "a language of the web, 474554202F20485454502F312E310D0A486F73743A20610D0A0D0A"
  })
  void closesThatConnectionOnly(String what, String hex, Counter counter) throws IOException {
    PosTerminal terminal = counter.terminal();
    Card card = counter.cardWithPin();
    assertApproved(terminal.purchase(card, 10_00));

    try (Wire wire = counter.wire()) {
      assertThat(wire.say(hex.replace("ZZ", "ABCD0000000000000000")).isHungUp()).as(what).isTrue();
    }

    assertApproved(terminal.purchase(card, 10_00), 980_00);
  }

  @Test
  void lettersWhereDigitsBelongAreAFormatErrorAndNoReasonToHangUp(Counter counter)
      throws IOException {
    try (Wire wire = counter.wire()) {
      assertCode("30", wire.say("0018" + PREFIX + "02002000000000000000ABCDEF").answer());
      assertCode("30", wire.ask(IsoMessage.of("0200").with(3, "000000")));
    }
  }

  @Test
  void aFrameThatIsNeverFinishedIsNotWaitedForForever(Counter counter) throws IOException {
    try (Wire wire = counter.wire()) {
      assertThat(wire.say("0100" + PREFIX + "0200").isHungUp()).isTrue();
    }
  }

  @Test
  void noiseOnManyLinesHarmsNoPurchase(Counter counter) throws IOException {
    PosTerminal terminal = counter.terminal();
    Card card = counter.cardWithPin();
    Random random = new Random(4711);

    for (int i = 1; i <= 50; i++) {
      byte[] noise = new byte[40];
      random.nextBytes(noise);
      noise[0] = 0;
      noise[1] = 38;
      try (Wire wire = counter.wire()) {
        wire.say(HexFormat.of().formatHex(noise));
        assertApproved(terminal.purchase(card, 1_00), Institution.ISSUED - i * 1_00L);
      }
    }
  }
}
