package org.openprepaid.key;

import static org.openprepaid.key.Institution.hex;
import static org.openprepaid.key.Institution.spec;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.openprepaid.key.block.BlockHeader;
import org.openprepaid.key.block.ClearProtectionKey;
import org.openprepaid.key.block.KeyBlockCodec;
import org.openprepaid.key.block.ProtectionAlgorithm;

/** Everything that is done with a key, seen from that key: whatever else it takes is right. */
enum Operation {
  MAC("CGN", types(KeyType.MAK, KeyType.ZAK), (at, key) -> at.node.mac(key, mac(key), data())),
  VERIFY_MAC(
      "CVN",
      types(KeyType.MAK, KeyType.ZAK),
      (at, key) -> at.node.verifyMac(key, mac(key), data(), new byte[8])),
  VERIFY_PIN(
      "BDN",
      types(KeyType.PIK, KeyType.ZPK),
      (at, key) -> at.node.verifyPin(key, format(key), block(key), card(), reference(at))),
  CHANGE_PIN(
      "BDN",
      types(KeyType.PIK, KeyType.ZPK),
      (at, key) ->
          at.node.changePin(key, format(key), block(key), PinMethod.KEYED_HASH, card(), 4)),
  TRANSLATE_PIN_FROM(
      "BDN",
      types(KeyType.PIK, KeyType.ZPK),
      (at, key) ->
          at.node.translatePin(key, format(key), block(key), pan(), zpk(at), PinFormat.ISO_4)),
  TRANSLATE_PIN_TO(
      "BEN",
      types(KeyType.ZPK),
      (at, key) ->
          at.node.translatePin(pik(at), PinFormat.ISO_0, pinBlock(), pan(), key, format(key))),
  ISSUE_PIN(
      "BEN",
      types(KeyType.PRINTER),
      (at, key) -> at.node.issuePin(PinMethod.KEYED_HASH, card(), 6, key)),
  DERIVE_MAC("XN", types(KeyType.BDK), (at, key) -> at.node.mac(dukpt(key), mac(key), data())),
  DERIVE_AND_VERIFY_MAC(
      "XN",
      types(KeyType.BDK),
      (at, key) -> at.node.verifyMac(dukpt(key), mac(key), data(), new byte[8])),
  DERIVE_AND_VERIFY_PIN(
      "XN",
      types(KeyType.BDK),
      (at, key) -> at.node.verifyPin(dukpt(key), format(key), block(key), card(), reference(at))),
  DERIVE_AND_CHANGE_PIN(
      "XN",
      types(KeyType.BDK),
      (at, key) ->
          at.node.changePin(dukpt(key), format(key), block(key), PinMethod.KEYED_HASH, card(), 4)),
  DERIVE_AND_TRANSLATE_PIN(
      "XN",
      types(KeyType.BDK),
      (at, key) ->
          at.node.translatePin(
              dukpt(key), format(key), block(key), pan(), zpk(at), PinFormat.ISO_4)),
  EXPORT_UNDER_IT("BEN", types(KeyType.TMK), (at, key) -> at.node.exportUnder(key, pik(at))),
  EXPORT_IT_TO_A_TERMINAL(
      Modes.ALL,
      types(KeyType.PIK, KeyType.MAK, KeyType.TDK),
      (at, key) -> at.node.exportUnder(at.generate(KeyType.TMK, KeyAlgorithm.TDES_2KEY), key)),
  EXPORT_BLOCK_UNDER_IT(
      "BEN", types(KeyType.ZMK), (at, key) -> at.node.management().exportBlock(key, desMak(at))),
  EXPORT_IT_AS_BLOCK(
      Modes.ALL,
      allButComponents(),
      (at, key) ->
          at.node.management().exportBlock(at.generate(KeyType.ZMK, KeyAlgorithm.AES_256), key)),
  IMPORT_BLOCK_UNDER_IT(
      "BDN",
      types(KeyType.ZMK),
      (at, key) ->
          at.node
              .management()
              .importBlock(
                  key, blockUnder(at, key), Institution.name(KeyType.ZPK, 1), Validity.ALWAYS)),
  SPLIT(Modes.ALL, allButComponents(), (at, key) -> at.node.management().split(key, 2)),
  REVEAL("N", types(KeyType.COMPONENT), (at, key) -> at.node.management().reveal(key)),
  COMBINE(
      "N",
      types(KeyType.COMPONENT),
      (at, key) ->
          at.node
              .management()
              .combine(whole(key), List.of(key, at.generate(KeyType.COMPONENT, key.algorithm())))),
  CHECK_VALUE(Modes.ALL, EnumSet.allOf(KeyType.class), (at, key) -> at.node.kcv(key)),
  REWRAP(Modes.ALL, EnumSet.allOf(KeyType.class), (at, key) -> at.node.management().rewrap(key));

  /** The modes of use of ANSI X9.143:2021, table 4, and a digit, which it leaves to private use. */
  static final String ALL_MODES = Modes.ALL;

  private interface Modes {
    String ALL = "BCDEGNSVXY1";
  }

  private interface Act {
    void on(Place at, KeyRef key);
  }

  /** Where it is done: a node, and an institution that makes the other keys. */
  record Place(SoftSecurityModule node, Institution institution) {
    KeyRef generate(KeyType type, KeyAlgorithm algorithm) {
      return institution.generate(type, algorithm);
    }
  }

  private final String modes;

  @SuppressWarnings("ImmutableEnumChecker") // nothing changes it
  private final Set<KeyType> types;

  @SuppressWarnings("ImmutableEnumChecker") // a lambda without state
  private final Act act;

  Operation(String modes, Set<KeyType> types, Act act) {
    this.modes = modes;
    this.types = types;
    this.act = act;
  }

  boolean isFor(KeyType type) {
    return types.contains(type);
  }

  /** Whether a key of this mode of use (ANSI X9.143:2021, table 4) may do it. */
  boolean isFor(char mode) {
    return modes.indexOf(mode) >= 0;
  }

  /** Whether a key may do it on any day. */
  boolean isTimeless() {
    return this == CHECK_VALUE || this == REWRAP;
  }

  /** What a component may not do is not of its purpose, but of its nature. */
  KeyFault refusal(KeyType type) {
    boolean leaves = this == EXPORT_IT_AS_BLOCK || this == SPLIT;
    return leaves && type == KeyType.COMPONENT ? KeyFault.EXPORT_REFUSED : KeyFault.USAGE_REFUSED;
  }

  void with(KeyRef key, Place at) {
    act.on(at, key);
  }

  private static Set<KeyType> types(KeyType... types) {
    return EnumSet.copyOf(Arrays.asList(types));
  }

  private static Set<KeyType> allButComponents() {
    return EnumSet.complementOf(EnumSet.of(KeyType.COMPONENT));
  }

  /** One that the key can make, or any. */
  private static MacAlgorithm mac(KeyRef key) {
    return Arrays.stream(MacAlgorithm.values())
        .filter(algorithm -> algorithm.accepts(key.algorithm()))
        .findFirst()
        .orElse(MacAlgorithm.CUP);
  }

  private static byte[] data() {
    return new byte[20];
  }

  private static String pan() {
    return "6221558812340000";
  }

  private static PinCard card() {
    return new PinCard(Institution.OWN, 1, pan());
  }

  private static PinFormat format(KeyRef key) {
    return PinFormat.usualFor(key.algorithm());
  }

  private static byte[] block(KeyRef key) {
    return new byte[key.algorithm().hasWideBlocks() ? 16 : 8];
  }

  private static byte[] reference(Place at) {
    return at.node.pinReference(PinMethod.KEYED_HASH, card(), "2718".toCharArray());
  }

  private static DukptKey dukpt(KeyRef base) {
    boolean aes = base.algorithm().isAes();
    return new DukptKey(base, hex(aes ? "123456789012345600000001" : "FFFF9876543210E00001"));
  }

  private static KeyRef zpk(Place at) {
    return at.generate(KeyType.ZPK, KeyAlgorithm.AES_128);
  }

  private static String clearPik() {
    return "0123456789ABCDEFFEDCBA9876543210";
  }

  private static KeyRef pik(Place at) {
    return at.institution.key(KeyType.PIK, clearPik());
  }

  private static byte[] pinBlock() {
    return PinPad.block(PinFormat.ISO_0, KeyAlgorithm.TDES_2KEY, hex(clearPik()), "2718", pan());
  }

  private static KeyRef desMak(Place at) {
    return at.generate(KeyType.MAK, KeyAlgorithm.DES);
  }

  /** A partner's ZPK under the same key, as far as it is one that makes blocks. */
  private static String blockUnder(Place at, KeyRef key) {
    byte[] clear = at.institution.master.unwrap(key);
    for (ProtectionAlgorithm algorithm : ProtectionAlgorithm.values()) {
      if (algorithm.name().equals(key.algorithm().name())) {
        try (ClearProtectionKey protection = new ClearProtectionKey(algorithm, clear)) {
          BlockHeader header = BlockHeader.of(algorithm.version(), "P0", 'T', 'B');
          return KeyBlockCodec.hidingKeyLength().wrap(protection, header, hex(clearPik()));
        }
      }
    }
    return key.value();
  }

  /** Some key that a component like this may become part of. */
  private static KeySpec whole(KeyRef component) {
    KeyType type =
        allButComponents().stream()
            .filter(candidate -> candidate.accepts(component.algorithm()))
            .findFirst()
            .orElseThrow();
    KeySpec spec = spec(type, component.algorithm());
    return new KeySpec(component.owner(), type, spec.algorithm(), 1, true, Validity.ALWAYS);
  }
}
