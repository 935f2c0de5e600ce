package org.openprepaid.upstream;

import java.time.Clock;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import org.openprepaid.database.OwnTransaction;
import org.openprepaid.key.Kcv;
import org.openprepaid.key.KeyAlgorithm;
import org.openprepaid.key.KeyException;
import org.openprepaid.key.KeyManagement;
import org.openprepaid.key.KeyName;
import org.openprepaid.key.KeyOwner;
import org.openprepaid.key.KeyState;
import org.openprepaid.key.KeyType;
import org.openprepaid.key.ManagedKey;
import org.openprepaid.key.Validity;
import org.openprepaid.key.custody.Authority;
import org.openprepaid.key.custody.KeyCustody;
import org.openprepaid.transaction.ResponseCode;

/**
 * Takes in a working key that a host sends (0800, 70 = 101): element 48 names its type and check
 * value and carries it as an X9.143 block under the zone's master key. It is imported and activated
 * like any other key of the vault, with the same record; the block itself proves who made it. The
 * same key once more changes nothing, and one from before is refused.
 */
final class KeyChange {
  /** Element 70. */
  static final String CODE = "101";

  private static final Logger LOG = Logger.getLogger(KeyChange.class.getName());
  private static final Pattern FORM = Pattern.compile("(ZPK|ZAK)[0-9A-F]{8}[ -~]+");
  private static final int TYPE_END = 3;
  private static final int KCV_END = 11;

  private final KeyCustody custody;
  private final Runnable changed;

  /**
   * @param changed lets this node use the new key at once
   */
  KeyChange(KeyManagement module, OwnTransaction transactions, Clock clock, Runnable changed) {
    this.custody = new KeyCustody(module, transactions, List.of(), clock);
    this.changed = changed;
  }

  /**
   * @param element48 may be {@code null}
   * @return what the host is answered
   */
  ResponseCode take(String host, String element48) {
    if (element48 == null || !FORM.matcher(element48).matches()) {
      return ResponseCode.FORMAT_ERROR;
    }
    KeyType type = KeyType.valueOf(element48.substring(0, TYPE_END));
    try {
      install(host, type, element48);
      return ResponseCode.APPROVED;
    } catch (KeyException | IllegalArgumentException e) {
      LOG.log(
          Level.SEVERE,
          "OP-1264 host {0}: its new {1} is refused: {2}",
          new Object[] {host, type, e.getMessage()});
      return ResponseCode.DO_NOT_HONOUR;
    }
  }

  private void install(String host, KeyType type, String element48) {
    KeyOwner zone = KeyOwner.zone(host);
    Authority who = Authority.of("host/" + host);
    KeyName zmk =
        custody
            .active(zone, KeyType.ZMK)
            .map(ManagedKey::name)
            .orElseThrow(() -> new IllegalArgumentException("the zone has no active ZMK"));
    KeyCustody.Wish wish =
        new KeyCustody.Wish(zone, type, KeyAlgorithm.TDES_2KEY, false, Validity.ALWAYS);
    Kcv expected = new Kcv(element48.substring(TYPE_END, KCV_END));
    ManagedKey key = custody.importBlock(who, zmk, element48.substring(KCV_END), wish, expected);
    if (key.state() == KeyState.ACTIVE) {
      // the host repeats itself, because our answer was lost
      return;
    }
    custody.activate(who, key.name());
    changed.run();
    LOG.log(Level.INFO, "OP-1265 host {0}: {1} is active", new Object[] {host, key.name()});
  }
}
