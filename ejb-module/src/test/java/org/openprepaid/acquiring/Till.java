package org.openprepaid.acquiring;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.eclipse.microprofile.metrics.Counter;
import org.eclipse.microprofile.metrics.Tag;
import org.openprepaid.card.Pan;
import org.openprepaid.iso8583.IsoFields;
import org.openprepaid.iso8583.IsoReply;
import org.openprepaid.iso8583.IsoRequest;
import org.openprepaid.key.KeyAlgorithm;
import org.openprepaid.settlement.TestSettlement;
import org.openprepaid.terminal.SoftKeys;
import org.openprepaid.terminal.TerminalDirectory;
import org.openprepaid.terminal.TerminalKeys;
import org.openprepaid.terminal.TestDatabase;

/** A merchant's terminal and the host's edge it talks to, with the gateway played by the test. */
final class Till {
  static final String TERMINAL = "10000001";
  static final String MERCHANT = "104110054110001";
  static final String CARD = card("622700123456789");
  static final String OTHER_CARD = card("622700999999999");
  static final byte[] PIN_BLOCK = {1, 2, 3, 4, 5, 6, 7, 8};
  static final byte[] NO_MAC = {};

  /** 11:30 in Shanghai. */
  static final Instant NOON = Instant.parse("2026-11-22T03:30:00Z");

  final TestDatabase database = new TestDatabase();
  final FakeGateway gateway = new FakeGateway();
  final Map<String, Long> counted = new HashMap<>();
  private final Acquirer acquirer;
  private boolean deskIsFull;
  private long nanos;

  Till() {
    database.enrol(MERCHANT, TERMINAL, SoftKeys.masterKey(TERMINAL).value());
    TerminalDirectory directory =
        new TerminalDirectory(database.sessions()::find, () -> nanos, 100);
    MessageDispatch dispatch = MessageDispatch.load(MessageDispatch.CUP);
    ZoneId zone = ZoneId.of("Asia/Shanghai");
    ReplyMapping replies = new ReplyMapping(zone, Clock.fixed(NOON, ZoneOffset.UTC));
    Executor deskThreads =
        work -> {
          if (deskIsFull) {
            throw new RejectedExecutionException("full");
          }
          work.run();
        };
    acquirer =
        new Acquirer(
            new Acquirer.Decider(directory, SoftKeys.module(), gateway),
            dispatch,
            new RequestMapping(dispatch, zone),
            replies,
            new ManagementDesk(directory, database.signIn(), TestSettlement.on(database), replies),
            deskThreads,
            new AcquiringCounters(this::counter));
  }

  static Till signedIn() {
    Till till = new Till();
    till.send(till.management("0800", "003"));
    return till;
  }

  private static String card(String withoutCheckDigit) {
    return withoutCheckDigit + Pan.checkDigit(withoutCheckDigit);
  }

  private Counter counter(String name, Tag... tags) {
    String key = tags.length == 0 ? name : name + " " + tags[0].getTagValue();
    return new Counter() {
      @Override
      public void inc() {
        inc(1);
      }

      @Override
      public void inc(long n) {
        counted.merge(key, n, Long::sum);
      }

      @Override
      public long getCount() {
        return counted.getOrDefault(key, 0L);
      }
    };
  }

  // -- messages

  IsoFields purchase() {
    return financial("0200", "000000", "00", "22").set(2, CARD).set(4, "000000003000");
  }

  IsoFields financial(String mti, String processingCode, String condition, String messageType) {
    return new IsoFields(mti)
        .set(3, processingCode)
        .set(11, "000017")
        .set(25, condition)
        .set(41, TERMINAL)
        .set(42, MERCHANT)
        .set(49, "156")
        .set(60, messageType + "000001");
  }

  IsoFields management(String mti, String code) {
    return new IsoFields(mti)
        .set(11, "000001")
        .set(41, TERMINAL)
        .set(42, MERCHANT)
        .set(60, "00000001" + code);
  }

  // -- sending

  /** Sends with the MAC that belongs to it, where the message is one that has a MAC. */
  IsoFields send(IsoFields fields) {
    IsoReply reply = sendForReply(fields);
    return reply == null ? null : reply.fields();
  }

  IsoReply sendForReply(IsoFields fields) {
    boolean maced = "124".indexOf(fields.mti().charAt(1)) >= 0;
    return sendWith(fields, maced ? mac(covered(fields)) : NO_MAC);
  }

  IsoReply sendWith(IsoFields fields, byte[] mac) {
    IsoRequest request =
        new IsoRequest("cup", fields, covered(fields), mac, "127.0.0.1:40000", NOON);
    return acquirer.answer(request).toCompletableFuture().join();
  }

  /** Stands for the packed message: the adapter's tests say what that is. */
  static byte[] covered(IsoFields fields) {
    return fields.toString().getBytes(StandardCharsets.US_ASCII);
  }

  byte[] mac(byte[] covered) {
    TerminalKeys keys = keys();
    return keys.isSignedIn() ? SoftKeys.module().mac(keys.macKey(), covered) : new byte[8];
  }

  TerminalKeys keys() {
    return database.sessions().find(TERMINAL).orElseThrow();
  }

  // -- circumstances

  void pass(Duration time) {
    nanos += time.toNanos();
  }

  void fillDesk() {
    deskIsFull = true;
  }

  /** The terminal signs in through another node, which tells this one nothing. */
  void signInElsewhere() {
    database.signIn().signIn(TERMINAL, MERCHANT, KeyAlgorithm.TDES_2KEY);
  }
}
