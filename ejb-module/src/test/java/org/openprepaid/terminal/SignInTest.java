package org.openprepaid.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ejb.EJBException;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openprepaid.key.KeyAlgorithm;
import org.openprepaid.key.KeyException;
import org.openprepaid.key.KeyRef;

class SignInTest {
  private static final String MERCHANT = "104110054110001";
  private static final String TERMINAL = "10000001";

  private final TestDatabase database = new TestDatabase();
  private final SignIn signIn = new SignIn(database.source(), SoftKeys.module());
  private final TerminalSessions sessions = new TerminalSessions(database.source());

  @BeforeEach
  void enrolTerminal() {
    database.enrol(MERCHANT, TERMINAL, SoftKeys.masterKey(TERMINAL).value());
  }

  @Test
  void aTerminalThatNeverSignedInHasNoKeys() {
    assertThat(sessions.find(TERMINAL)).contains(TerminalKeys.signedOff(TERMINAL));
  }

  @Test
  void signingInGivesTheKeysThatTheHostThenUses() {
    SignInResult.SignedIn signedIn = signedIn(KeyAlgorithm.TDES_2KEY);

    assertThat(sessions.find(TERMINAL)).contains(signedIn.keys());
    assertThat(signedIn.batchNumber()).isEqualTo(Terminal.FIRST_BATCH);
    assertThat(signedIn.keys().hasDoubleLengthPinKey()).isTrue();
  }

  @Test
  void theTerminalOpensItsKeysWithItsMasterKeyAndFindsTheCheckValuesRight() {
    SignInResult.SignedIn signedIn = signedIn(KeyAlgorithm.TDES_2KEY);

    byte[] pinKey = decrypted(signedIn.pinKey().cryptogram());
    assertThat(pinKey).hasSize(16);
    assertThat(Arrays.copyOf(encryptedZeros(pinKey), 4)).isEqualTo(signedIn.pinKey().checkValue());

    byte[] macKey = decrypted(signedIn.macKey().cryptogram());
    assertThat(macKey).hasSize(8);
    assertThat(Arrays.copyOf(encryptedZeros(macKey), 4)).isEqualTo(signedIn.macKey().checkValue());
  }

  @Test
  void aTerminalThatAsksForSingleLengthKeysGetsThem() {
    SignInResult.SignedIn signedIn = signedIn(KeyAlgorithm.DES);

    assertThat(signedIn.pinKey().cryptogram()).hasSize(8);
    assertThat(signedIn.keys().hasDoubleLengthPinKey()).isFalse();
  }

  @Test
  void signingInAgainReplacesTheKeysAndKeepsTheBatch() {
    SignInResult.SignedIn first = signedIn(KeyAlgorithm.DES);
    database.run("UPDATE terminal SET batch_number = 7");

    SignInResult.SignedIn second = signedIn(KeyAlgorithm.DES);

    assertThat(second.keys()).isNotEqualTo(first.keys());
    assertThat(sessions.find(TERMINAL)).contains(second.keys());
    assertThat(second.batchNumber()).isEqualTo(7);
  }

  @Test
  void signingOffTakesTheKeysAway() {
    signedIn(KeyAlgorithm.DES);

    signIn.signOff(TERMINAL);
    signIn.signOff(TERMINAL);

    assertThat(sessions.find(TERMINAL)).contains(TerminalKeys.signedOff(TERMINAL));
  }

  @Test
  void anUnknownTerminalIsRefused() {
    assertThat(signIn.signIn("99999999", MERCHANT, KeyAlgorithm.DES))
        .isEqualTo(SignInResult.Refused.UNKNOWN_TERMINAL);
    assertThat(sessions.find("99999999")).isEmpty();
  }

  @Test
  void anIdThatDiffersOnlyInCaseIsAnotherTerminal() {
    database.enrol("104110054110002", "shop000a", SoftKeys.masterKey("shop000a").value());

    assertThat(sessions.find("SHOP000A")).isEmpty();
    assertThat(sessions.find("shop000a")).isPresent();
  }

  @Test
  void anotherMerchantsTerminalIsRefused() {
    assertThat(signIn.signIn(TERMINAL, "104110054119999", KeyAlgorithm.DES))
        .isEqualTo(SignInResult.Refused.OTHER_MERCHANT);
  }

  @Test
  void aMerchantThatIsNotActiveIsRefused() {
    database.run("UPDATE merchant SET active = FALSE");

    assertThat(signIn.signIn(TERMINAL, MERCHANT, KeyAlgorithm.DES))
        .isEqualTo(SignInResult.Refused.OTHER_MERCHANT);
  }

  @Test
  void aTerminalThatIsNotActiveIsRefusedAndKeepsNoKeys() {
    database.run("UPDATE terminal SET active = FALSE");

    assertThat(signIn.signIn(TERMINAL, MERCHANT, KeyAlgorithm.DES))
        .isEqualTo(SignInResult.Refused.INACTIVE_TERMINAL);
    assertThat(sessions.find(TERMINAL)).contains(TerminalKeys.signedOff(TERMINAL));
  }

  @Test
  void aDatabaseThatDoesNotAnswerIsReportedWithItsCode() {
    database.run("DROP TABLE terminal_session");

    assertThatThrownBy(() -> sessions.find(TERMINAL))
        .isInstanceOf(EJBException.class)
        .hasMessageStartingWith("OP-1205");
  }

  @Test
  void aTerminalTakesOnlyAMasterKeyOfItsOwn() {
    Terminal terminal = new Terminal(1, TERMINAL, 1);
    KeyRef pinKey = SoftKeys.workingKeys(TERMINAL, KeyAlgorithm.DES).pinKey();
    assertThatThrownBy(() -> terminal.requireMasterKey(pinKey))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("OP-1206");
    assertThatThrownBy(() -> terminal.requireMasterKey(SoftKeys.masterKey("10000002")))
        .hasMessageStartingWith("OP-1206");
    assertThatThrownBy(() -> new Terminal(1, "1234567", 1)).hasMessageStartingWith("OP-1206");
  }

  @Test
  void aTerminalWithoutAnActiveMasterKeyIsRefused() {
    database.run("UPDATE managed_key SET state = 'SUPERSEDED' WHERE type = 'TMK'");

    assertThat(signIn.signIn(TERMINAL, MERCHANT, KeyAlgorithm.DES))
        .isEqualTo(SignInResult.Refused.NO_MASTER_KEY);
  }

  @Test
  void aMasterKeyPutInAnotherTerminalsPlaceDoesNotServe() {
    database.run(
        "UPDATE managed_key SET key_block = ? WHERE type = 'TMK'",
        SoftKeys.masterKey("10000002").value());

    assertThatThrownBy(() -> signIn.signIn(TERMINAL, MERCHANT, KeyAlgorithm.DES))
        .isInstanceOf(KeyException.class)
        .hasMessageStartingWith("OP-1512");
  }

  private SignInResult.SignedIn signedIn(KeyAlgorithm algorithm) {
    SignInResult result = signIn.signIn(TERMINAL, MERCHANT, algorithm);
    assertThat(result).isInstanceOf(SignInResult.SignedIn.class);
    return (SignInResult.SignedIn) result;
  }

  private static byte[] decrypted(byte[] cryptogram) {
    return cipher(Cipher.DECRYPT_MODE, SoftKeys.MASTER_KEY, cryptogram);
  }

  private static byte[] encryptedZeros(byte[] key) {
    return cipher(Cipher.ENCRYPT_MODE, key, new byte[8]);
  }

  private static byte[] cipher(int mode, byte[] key, byte[] data) {
    byte[] threeKeys = new byte[24];
    for (int i = 0; i < threeKeys.length; i++) {
      threeKeys[i] = key[i % key.length];
    }
    try {
      Cipher cipher = Cipher.getInstance("DESede/ECB/NoPadding");
      cipher.init(mode, new SecretKeySpec(threeKeys, "DESede"));
      return cipher.doFinal(data);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
