package org.openprepaid.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openprepaid.key.Faults.assertFault;
import static org.openprepaid.key.Institution.hex;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.SortedMap;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openprepaid.key.master.MasterKey;
import org.openprepaid.terminal.TestDatabase;

/** The first start with keys of before, which are made here as they were made then. */
class LegacyUpgradeTest {
  private static final String LOOKUP =
      "000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F";
  private static final String TMK = "0123456789ABCDEFFEDCBA9876543210";
  private static final String PAN = "6221558812340000";

  private final TestDatabase database = new TestDatabase();
  private final MemoryMasterKeys source = new MemoryMasterKeys();

  @BeforeEach
  void makeTheMasterKey() {
    source.create(1);
  }

  /** Version 1, usage, algorithm, hyphen; nonce, key and tag of AES-GCM in Base64 for URLs. */
  private String block(String usage, char algorithm, String clear) {
    String header = "1" + usage + algorithm;
    byte[] nonce = new byte[12];
    new SecureRandom().nextBytes(nonce);
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      SecretKeySpec master = new SecretKeySpec(source.keyOfBefore().orElseThrow(), "AES");
      cipher.init(Cipher.ENCRYPT_MODE, master, new GCMParameterSpec(128, nonce));
      cipher.updateAAD(header.getBytes(StandardCharsets.US_ASCII));
      byte[] encrypted = hex("00".repeat(12) + Institution.hex(cipher.doFinal(hex(clear))));
      System.arraycopy(nonce, 0, encrypted, 0, 12);
      return header + "-" + Base64.getUrlEncoder().withoutPadding().encodeToString(encrypted);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private void row(String owner, KeyType type, int version, String block) {
    database.run(
        "INSERT INTO managed_key"
            + " (owner, type, version, state, key_block, kcv, valid_from, valid_to)"
            + " VALUES (?, ?, ?, 'ACTIVE', ?, '00000000', '2000-01-01', '9999-12-31')",
        owner,
        type.name(),
        version,
        block);
  }

  /** What the migration leaves: the keys of the issuer, and two terminals'. */
  private void rowsOfBefore() {
    row("INSTITUTION", KeyType.PAN_LOOKUP, 1, block("CL", 'H', LOOKUP));
    row("INSTITUTION", KeyType.PAN_ENCRYPTION, 1, block("CE", 'A', LOOKUP.replace("00", "A0")));
    row("INSTITUTION", KeyType.BALANCE_SEALING, 1, block("BS", 'A', LOOKUP.replace("00", "B0")));
    row("ISSUER/OWN", KeyType.PIN_HASH, 1, block("PV", 'H', LOOKUP.replace("00", "C0")));
    row("TERMINAL/10000001", KeyType.TMK, 1, block("TM", 'T', TMK));
    row("TERMINAL/10000002", KeyType.TMK, 1, block("TM", 'T', TMK));
  }

  private void upgrade(MasterKeys master) {
    new LegacyUpgrade(database.source(), master).run();
  }

  private KeyRef ref(String owner, KeyType type) {
    return KeyRef.of(blockOf(owner, type));
  }

  private String blockOf(String owner, KeyType type) {
    String where = " FROM managed_key WHERE owner = '" + owner + "' AND type = '" + type + "'";
    return database.ask("SELECT key_block" + where);
  }

  private int left() {
    return Integer.parseInt(
        database.ask("SELECT COUNT(*) FROM managed_key WHERE key_block LIKE '1%'"));
  }

  @Test
  void everyKeyOfBeforeIsTheSameKeyAfterwards() {
    rowsOfBefore();
    MasterKeys master = MasterKeys.open(source);
    upgrade(master);
    assertThat(left()).isZero();
    KeyRef lookup = ref("INSTITUTION", KeyType.PAN_LOOKUP);
    assertThat(master.unwrap(lookup)).isEqualTo(hex(LOOKUP));
    assertThat(lookup.spec())
        .isEqualTo(
            KeySpec.of(
                new KeyName(KeyOwner.INSTITUTION, KeyType.PAN_LOOKUP, 1),
                KeyAlgorithm.HMAC_SHA256));
    for (String terminal : List.of("10000001", "10000002")) {
      KeyRef tmk = ref("TERMINAL/" + terminal, KeyType.TMK);
      assertThat(master.unwrap(tmk)).isEqualTo(hex(TMK));
      assertThat(tmk.owner()).isEqualTo(KeyOwner.terminal(terminal));
      assertThat(tmk.algorithm()).isEqualTo(KeyAlgorithm.TDES_2KEY);
    }
    assertThat(ref("ISSUER/OWN", KeyType.PIN_HASH).algorithm()).isEqualTo(KeyAlgorithm.HMAC_SHA256);
    assertThat(ref("INSTITUTION", KeyType.BALANCE_SEALING).algorithm())
        .isEqualTo(KeyAlgorithm.AES_256);
  }

  /** 08D7B4FB is what key-loading sheets print for this key. */
  @Test
  void checkValuesAreFilledInAndTheHistoryTellsOfIt() {
    rowsOfBefore();
    upgrade(MasterKeys.open(source));
    assertThat(database.ask("SELECT kcv FROM managed_key WHERE owner = 'TERMINAL/10000001'"))
        .isEqualTo("08D7B4FB");
    assertThat(
            database.ask(
                "SELECT COUNT(*) FROM key_event"
                    + " WHERE event = 'REWRAPPED' AND operator = 'system'"))
        .isEqualTo("6");
  }

  @Test
  void theModuleOpensWithThem() throws GeneralSecurityException {
    rowsOfBefore();
    SoftSecurityModule module = SoftSecurityModule.open(source, database.source());
    Mac hmac = Mac.getInstance("HmacSHA256");
    hmac.init(new SecretKeySpec(hex(LOOKUP), "HmacSHA256"));
    assertThat(module.panHash(PAN))
        .isEqualTo(hmac.doFinal(PAN.getBytes(StandardCharsets.US_ASCII)));
    assertThat(module.sealBalance(1, 1, new byte[8])).startsWith((byte) 1);
    assertThat(module.cvn(Institution.OWN, PAN, "2812", CardFunctions.PRINTED)).hasSize(3);
  }

  @Test
  void theNextStartFindsNothingToDo() {
    rowsOfBefore();
    upgrade(MasterKeys.open(source));
    String after = blockOf("TERMINAL/10000001", KeyType.TMK);
    upgrade(MasterKeys.open(source));
    assertThat(blockOf("TERMINAL/10000001", KeyType.TMK)).isEqualTo(after);
    assertThat(database.ask("SELECT COUNT(*) FROM key_event")).isEqualTo("6");
  }

  /** Nor needs the generation of before, which may be gone by then. */
  @Test
  void withoutKeysOfBeforeTheirMasterKeyIsNotAskedFor() {
    MasterKeys master = MasterKeys.open(new TokenLike());
    upgrade(master);
    assertThat(left()).isZero();
  }

  @Test
  void withAnotherKindOfSourceTheyCannotBeOpened() {
    rowsOfBefore();
    MasterKeys master = MasterKeys.open(new TokenLike());
    assertThat(assertFault(KeyFault.RING_BROKEN, () -> upgrade(master)))
        .hasMessageContaining("key store of before");
    assertThat(left()).isEqualTo(6);
  }

  /** A key that is broken stops the start; the others are not lost, and the next start goes on. */
  @Test
  void aStartThatWasStoppedGoesOnAtTheNext() {
    rowsOfBefore();
    String good = block("TM", 'T', TMK);
    row("TERMINAL/10000003", KeyType.TMK, 1, flipped(good));
    MasterKeys master = MasterKeys.open(source);
    KeyException e = assertFault(KeyFault.BLOCK_BROKEN, () -> upgrade(master));
    assertThat(e.getMessage()).doesNotContain(good.substring(5));
    assertThat(blockOf("TERMINAL/10000003", KeyType.TMK)).isEqualTo(flipped(good));
    assertThat(left()).isBetween(1, 7);
    database.run("UPDATE managed_key SET key_block = ? WHERE owner = 'TERMINAL/10000003'", good);
    upgrade(master);
    assertThat(left()).isZero();
    assertThat(master.unwrap(ref("TERMINAL/10000003", KeyType.TMK))).isEqualTo(hex(TMK));
    assertThat(database.ask("SELECT COUNT(*) FROM key_event")).isEqualTo("7");
  }

  private static String flipped(String block) {
    char tenth = block.charAt(10);
    return block.substring(0, 10) + (tenth == 'A' ? 'B' : 'A') + block.substring(11);
  }

  @ParameterizedTest
  @CsvSource({
    "PAN_ENCRYPTION, BS, A",
    "PAN_LOOKUP, PV, H",
    "BALANCE_SEALING, CE, A",
    "PAN_LOOKUP, CL, X",
    "PAN_LOOKUP, XX, H",
  })
  void aKeyOfAnotherPurposeIsNotTaken(KeyType type, String usage, char algorithm) {
    row("INSTITUTION", type, 1, block(usage, algorithm, LOOKUP));
    MasterKeys master = MasterKeys.open(source);
    assertFault(KeyFault.BLOCK_MALFORMED, () -> upgrade(master));
    assertThat(left()).isEqualTo(1);
  }

  @Test
  void anotherPurposeWrittenInFrontIsFoundOut() {
    String sealing = block("BS", 'A', LOOKUP);
    row("INSTITUTION", KeyType.PAN_ENCRYPTION, 1, sealing.replace("1BSA", "1CEA"));
    MasterKeys master = MasterKeys.open(source);
    assertFault(KeyFault.BLOCK_BROKEN, () -> upgrade(master));
  }

  @Test
  void keysOfAnotherMasterKeyAreRefused() {
    rowsOfBefore();
    MemoryMasterKeys other = new MemoryMasterKeys();
    other.create(1);
    MasterKeys master = MasterKeys.open(other);
    assertFault(KeyFault.BLOCK_BROKEN, () -> upgrade(master));
    assertThat(left()).isEqualTo(6);
  }

  @Test
  void aLogShowsTheHeaderOnly() {
    assertThat(new LegacyBlock(block("TM", 'T', TMK))).hasToString("LegacyBlock[1TMT]");
  }

  /** A source that had no time before: a token. */
  private static final class TokenLike implements MasterKeySource {
    private final MemoryMasterKeys keys = new MemoryMasterKeys();

    TokenLike() {
      keys.create(1);
    }

    @Override
    public SortedMap<Integer, MasterKey> open() {
      return keys.open();
    }

    @Override
    public void create(int generation) {
      keys.create(generation);
    }

    @Override
    public void remove(int generation) {
      keys.remove(generation);
    }

    @Override
    public String toString() {
      return "token";
    }
  }
}
