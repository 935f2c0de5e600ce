package org.openprepaid.upstreamhost;

import java.util.List;
import org.openprepaid.upstreamhost.key.Tdes;
import org.openprepaid.upstreamhost.sample.SampleCard;
import org.openprepaid.upstreamhost.sample.UpstreamSample;

/** A host with two cards. */
public final class TestBank {
  public static final Tdes ZMK = Tdes.ofHex("DD7515F2BFC17F85CE48F3CA25CB21F6");
  public static final Tdes ZPK = Tdes.ofHex("3F419E1CB7079442AA37474C2EFBF8B8");
  public static final Tdes ZAK = Tdes.ofHex("0123456789ABCDEFFEDCBA9876543210");

  /** 1,000.00, PIN 123456, good until the end of 2049. */
  public static final String CARD = "6221260000000000017";

  public static final String TRACK2 = CARD + "=49122010000000000";

  /** 10.00, no PIN. */
  public static final String POOR_CARD = "6221260000000000025";

  public static final String ACQUIRER = "48021560";

  private TestBank() {}

  public static UpstreamSample sample() {
    return new UpstreamSample(
        "CUPNET",
        "48020000",
        ZMK,
        ZPK,
        ZAK,
        List.of(
            new SampleCard(CARD, TRACK2, "123456", "4912", 100_000),
            new SampleCard(POOR_CARD, null, null, "4912", 1_000)));
  }
}
