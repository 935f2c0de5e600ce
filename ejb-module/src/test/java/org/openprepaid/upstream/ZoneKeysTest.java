package org.openprepaid.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openprepaid.key.KeyRef;
import org.openprepaid.key.KeyType;

/** The keys shared with a host, and what holds while they change. */
class ZoneKeysTest {
  private static final UpstreamHost CUPNET = Edge.host("CUPNET");
  private static final byte[] MESSAGE = "0200 and so on".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] OLD_MAC = ClearCrypto.retailMac(TestZone.ZAK, MESSAGE);
  private static final byte[] NEW_MAC = ClearCrypto.retailMac(TestZone.NEXT_ZAK, MESSAGE);

  private final TestZone zone = TestZone.withKeysOf("CUPNET");
  private final ZoneKeys keys = new ZoneKeys(zone.security);

  @Test
  void theMacIsTheRetailMacOfTheZonesKey() {
    assertThat(keys.mac(CUPNET, MESSAGE)).isEqualTo(OLD_MAC);
    assertThat(keys.isAuthentic(CUPNET, MESSAGE, OLD_MAC)).isTrue();
    assertThat(keys.isAuthentic(CUPNET, MESSAGE, NEW_MAC)).isFalse();
  }

  @Test
  void afterAChangeTheNewKeyMakesMacsAndBothVerify() {
    assertThat(keys.isAuthentic(CUPNET, MESSAGE, OLD_MAC)).isTrue();

    zone.activate("CUPNET", KeyType.ZAK, TestZone.NEXT_ZAK);

    assertThat(keys.mac(CUPNET, MESSAGE)).isEqualTo(NEW_MAC);
    assertThat(keys.isAuthentic(CUPNET, MESSAGE, NEW_MAC)).isTrue();
    // a message under the key of before is still under way
    assertThat(keys.isAuthentic(CUPNET, MESSAGE, OLD_MAC)).isTrue();
  }

  @Test
  void aChangeAfterTheNextLeavesOnlyTheLastTwo() {
    keys.mac(CUPNET, MESSAGE);
    zone.activate("CUPNET", KeyType.ZAK, TestZone.NEXT_ZAK);
    keys.mac(CUPNET, MESSAGE);
    zone.activate("CUPNET", KeyType.ZAK, TestZone.PIK);

    assertThat(keys.isAuthentic(CUPNET, MESSAGE, NEW_MAC)).isTrue();
    assertThat(keys.isAuthentic(CUPNET, MESSAGE, OLD_MAC)).isFalse();
  }

  @Test
  void anotherHostsKeyVerifiesNothing() {
    zone.activate("ALTNET", KeyType.ZAK, TestZone.NEXT_ZAK);

    assertThat(keys.isAuthentic(CUPNET, MESSAGE, NEW_MAC)).isFalse();
    assertThat(keys.mac(Edge.host("ALTNET"), MESSAGE)).isEqualTo(NEW_MAC);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 4, 7, 9, 16})
  void aMacHasEightBytes(int length) {
    byte[] part = Arrays.copyOf(OLD_MAC, length);

    assertThat(keys.isAuthentic(CUPNET, MESSAGE, part)).isFalse();
  }

  @Test
  void withoutAKeyNothingIsAuthenticAndNoMacIsMade() {
    zone.retire("CUPNET", KeyType.ZAK);

    assertThat(keys.canSign("CUPNET")).isFalse();
    assertThat(keys.isAuthentic(CUPNET, MESSAGE, OLD_MAC)).isFalse();
    assertThatThrownBy(() -> keys.mac(CUPNET, MESSAGE))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("OP-1254");
  }

  @Test
  void theKeyForPinsIsTheActiveOne() {
    KeyRef next = zone.activate("CUPNET", KeyType.ZPK, TestZone.NEXT_ZAK);

    assertThat(keys.zpk("CUPNET")).isEqualTo(next);
    assertThat(keys.zpk("NOWHERE")).isNull();
  }
}
