package org.openprepaid.softpos.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.openprepaid.softpos.host.HostBook;
import org.openprepaid.softpos.iso.CupCodec;
import org.openprepaid.softpos.iso.Framing;
import org.openprepaid.softpos.iso.IsoMessage;
import org.openprepaid.softpos.key.CupMac;

/** The load's short cuts come to the same bytes as the long way. */
class PurchaseTemplateTest {
  private static final Framing FRAMING = new Framing("6000030000", "603100310000");
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private static final IsoMessage PURCHASE =
      IsoMessage.of("0200")
          .with(2, "6225883141592653589")
          .with(3, "000000")
          .with(4, "000000003000")
          .with(11, "000000")
          .with(41, "TERM0001")
          .with(60, "22000001000");

  private final CupMac mac = new CupMac(HostBook.MAK);
  private final PurchaseTemplate template = new PurchaseTemplate(PURCHASE, FRAMING);
  private final byte[] buffer = new byte[2048];
  private final ReplyScanner scanner = new ReplyScanner();

  @Property(tries = 300)
  void aPurchaseMadeReadyHasTheBytesOfOnePackedAnew(@ForAll @IntRange(max = 999_999) int trace) {
    IsoMessage whole = PURCHASE.with(11, String.format("%06d", trace));
    String expectedMac = HEX.formatHex(mac.over(CupCodec.packForMac(whole)));
    byte[] expected = FRAMING.frame(CupCodec.pack(whole.with(64, expectedMac)));

    int length = template.write(trace, mac, buffer);

    assertThat(Arrays.copyOf(buffer, length)).isEqualTo(expected);
  }

  @Property(tries = 300)
  void aReplyIsFoundOnlyWhenItIsWhole(
      @ForAll @IntRange(min = 1, max = 999_999) int trace, @ForAll @IntRange(max = 60) int cut) {
    byte[] reply = reply(trace);
    assertThat(scanner.scan(reply, 0, reply.length - cut)).isEqualTo(cut == 0);
    if (cut == 0) {
      assertThat(scanner.answers(trace)).isTrue();
      assertThat(scanner.answers(trace % 999_999 + 1)).isFalse();
      assertThat(scanner.code()).isEqualTo(('5' << 7) | '1');
      assertThat(scanner.rrn()).isEqualTo("ABCDEFGHJKMN");
      assertThat(scanner.macIsGood(mac)).isTrue();
      reply[20] ^= 1;
      assertThat(scanner.macIsGood(mac)).isFalse();
    }
  }

  @Property(tries = 300)
  void anyBytesAreScannedWithoutAFall(@ForAll @Size(max = 200) byte[] bytes) {
    System.arraycopy(bytes, 0, buffer, 0, bytes.length);
    if (scanner.scan(buffer, 0, bytes.length)) {
      assertThat(CupCodec.dissect(bytes).mti()).isNotNull();
    }
  }

  private byte[] reply(int trace) {
    IsoMessage reply =
        IsoMessage.of("0210")
            .with(2, "6225883141592653589")
            .with(11, String.format("%06d", trace))
            .with(37, "ABCDEFGHJKMN")
            .with(39, "51")
            .with(60, "22000001000");
    return CupCodec.pack(reply.with(64, HEX.formatHex(mac.over(CupCodec.packForMac(reply)))));
  }
}
