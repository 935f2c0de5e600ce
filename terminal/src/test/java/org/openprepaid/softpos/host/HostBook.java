package org.openprepaid.softpos.host;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.openprepaid.softpos.iso.CupCodec;
import org.openprepaid.softpos.iso.IsoMessage;
import org.openprepaid.softpos.key.CupMac;
import org.openprepaid.softpos.key.Des;
import org.openprepaid.softpos.key.Keys;

/**
 * What the fake host knows: accounts in fen, one terminal key, transactions by trace. One terminal
 * master key and one set of working keys serve every terminal.
 */
public final class HostBook {
  public static final String TMK = "0123456789ABCDEFFEDCBA9876543210";
  public static final byte[] PIK = HexFormat.of().parseHex("1122334455667788A1B2C3D4E5F60718");
  public static final byte[] MAK = HexFormat.of().parseHex("8899AABBCCDDEEFF");

  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private final Map<String, Long> balances = new HashMap<>();
  private final Map<String, Done> done = new HashMap<>();
  private final List<IsoMessage> received = new ArrayList<>();
  private final Map<String, Integer> batches = new HashMap<>();
  private long references;
  private boolean keepReceived = true;

  private static final class Done {
    final IsoMessage request;
    final IsoMessage reply;
    final long effect;
    boolean reversed;

    Done(IsoMessage request, IsoMessage reply, long effect) {
      this.request = request;
      this.reply = reply;
      this.effect = effect;
    }
  }

  public synchronized HostBook withCard(String pan, long balance) {
    balances.put(pan, balance);
    return this;
  }

  /** For loads, that would fill the memory. */
  public synchronized HostBook forgetful() {
    keepReceived = false;
    return this;
  }

  public synchronized long balance(String pan) {
    return balances.get(pan);
  }

  /** The open batch of a terminal. */
  public synchronized int batch(String terminal) {
    return batches.getOrDefault(terminal, 1);
  }

  /** Closes the batch, also behind the terminal's back. */
  public synchronized void closeBatch(String terminal) {
    batches.put(terminal, batch(terminal) + 1);
  }

  public synchronized List<IsoMessage> received(String mti) {
    return received.stream().filter(m -> m.mti().equals(mti)).toList();
  }

  /** The packed reply to a packed request. */
  public synchronized byte[] answer(byte[] packed) {
    IsoMessage request = CupCodec.unpack(packed);
    if (keepReceived) {
      received.add(request);
    }
    IsoMessage reply =
        switch (request.mti()) {
          case "0800", "0820" -> manage(request);
          case "0500" -> settle(request);
          case "0320" -> upload(request);
          default -> macIsRight(packed) ? transact(request) : reply(request, "A0");
        };
    return maced(reply);
  }

  private IsoMessage manage(IsoMessage request) {
    String code = request.get(60).substring(8);
    IsoMessage reply =
        reply(request, "00")
            .with(60, "00" + String.format("%06d", batch(request.get(41))) + code)
            .without(63);
    return switch (code) {
      case "001" -> reply.with(62, singleKeys());
      case "003" -> reply.with(62, doubleKeys());
      default -> reply;
    };
  }

  public static String singleKeys() {
    byte[] pik = Arrays.copyOf(PIK, 8);
    return under(pik) + kcv(pik) + under(MAK) + kcv(MAK);
  }

  public static String doubleKeys() {
    return under(PIK) + kcv(PIK) + under(MAK) + "0".repeat(16) + kcv(MAK);
  }

  private static String under(byte[] key) {
    return HEX.formatHex(Des.encrypting(HEX.parseHex(TMK)).apply(key));
  }

  private static String kcv(byte[] key) {
    return HEX.formatHex(Keys.kcv(key));
  }

  private IsoMessage transact(IsoMessage request) {
    String key = key(request.get(41), request.get(60).substring(2, 8), request.get(11));
    if (request.mti().equals("0400")) {
      return reverse(request, key);
    }
    Done before = done.get(key);
    if (before != null) {
      return before.request.equals(request) ? before.reply : reply(request, "94");
    }
    if (Integer.parseInt(request.get(60).substring(2, 8)) != batch(request.get(41))) {
      return reply(request, "77");
    }
    Done now = decide(request);
    done.put(key, now);
    return now.reply;
  }

  private Done decide(IsoMessage request) {
    String pan = request.has(2) ? request.get(2) : request.get(35).split("D", 2)[0];
    Long balance = balances.get(pan);
    if (balance == null) {
      return new Done(request, reply(request, "14"), 0);
    }
    long amount = request.has(4) ? Long.parseLong(request.get(4)) : 0;
    long effect =
        switch (kind(request)) {
          case "00000022", "03000010" -> -amount;
          case "00000020", "00000024" -> held(request) - amount;
          case "20000021" -> -effectOf(request);
          case "31000001" -> 0;
          default -> amount;
        };
    if (balance + effect < 0) {
      return new Done(request, reply(request, "51"), 0);
    }
    balances.put(pan, balance + effect);
    String reference = String.format("%012d", ++references);
    IsoMessage reply =
        reply(request, "00")
            .with(37, reference)
            .with(38, reference.substring(6))
            .with(54, "0002156C" + String.format("%012d", balance + effect));
    return new Done(request, reply, effect);
  }

  private IsoMessage reverse(IsoMessage request, String key) {
    Done original = done.get(key);
    if (original == null) {
      done.put(key, new Done(request, reply(request, "68"), 0));
    } else if (!original.reversed) {
      original.reversed = true;
      balances.computeIfPresent(request.get(2), (pan, b) -> b - original.effect);
    }
    return reply(request, "00");
  }

  private IsoMessage settle(IsoMessage request) {
    long[] totals = new long[4];
    done.forEach((key, one) -> count(key, request.get(41), one, totals));
    String half = String.format("%012d%03d%012d%03d", totals[0], totals[1], totals[2], totals[3]);
    boolean balanced = request.get(48).startsWith(half);
    if (balanced) {
      closeBatch(request.get(41));
    }
    return reply(request, "00").with(48, half + (balanced ? "1" : "2") + "0".repeat(31));
  }

  private void count(String key, String terminal, Done one, long[] totals) {
    boolean ours =
        key.startsWith(terminal + "/" + String.format("%06d", batch(terminal))) && !one.reversed;
    if (!ours || !"00".equals(one.reply.get(39))) {
      return;
    }
    int side =
        switch (kind(one.request)) {
          case "00000022", "00000020", "00000024" -> 0;
          case "20000023", "20000025", "20000021", "40000049" -> 2;
          default -> -1;
        };
    if (side >= 0) {
      totals[side] += Long.parseLong(one.request.get(4));
      totals[side + 1]++;
    }
  }

  private static String kind(IsoMessage request) {
    return request.get(3) + request.get(60).substring(0, 2);
  }

  /** What the pre-authorisation with this authorisation code holds, free again on completion. */
  private long held(IsoMessage request) {
    return done.values().stream()
        .filter(d -> d.request.mti().equals("0100") && !d.reversed)
        .filter(d -> request.get(38).equals(d.reply.get(38)))
        .mapToLong(d -> -d.effect)
        .findFirst()
        .orElse(0);
  }

  /** What the completion that this void names did: undone, the hold is pending again. */
  private long effectOf(IsoMessage request) {
    String original = request.get(61);
    Done completion =
        done.get(key(request.get(41), original.substring(0, 6), original.substring(6, 12)));
    return completion == null ? 0 : completion.effect;
  }

  private IsoMessage upload(IsoMessage request) {
    if (request.get(60).endsWith("202")) {
      closeBatch(request.get(41));
    }
    return reply(request, "00").without(63);
  }

  private IsoMessage reply(IsoMessage request, String code) {
    String mti = request.mti().substring(0, 2) + (char) (request.mti().charAt(2) + 1) + "0";
    return request
        .as(mti)
        .without(14, 22, 23, 26, 35, 36, 48, 52, 53, 61, 62, 64)
        .with(12, "101112")
        .with(13, "1122")
        .with(39, code);
  }

  private static boolean macIsRight(byte[] packed) {
    byte[] covered = Arrays.copyOf(packed, packed.length - 8);
    return new CupMac(MAK)
        .verify(covered, Arrays.copyOfRange(packed, packed.length - 8, packed.length));
  }

  private static byte[] maced(IsoMessage reply) {
    if (reply.mti().startsWith("08")
        || reply.mti().startsWith("05")
        || reply.mti().startsWith("03")) {
      return CupCodec.pack(reply);
    }
    byte[] mac = new CupMac(MAK).over(CupCodec.packForMac(reply));
    return CupCodec.pack(reply.with(64, HEX.formatHex(mac)));
  }

  private static String key(String terminal, String batch, String trace) {
    return terminal + "/" + batch + "/" + trace;
  }
}
