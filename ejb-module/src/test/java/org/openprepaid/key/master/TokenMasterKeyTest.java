package org.openprepaid.key.master;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openprepaid.key.KeyException;
import org.openprepaid.key.KeyFault;

/** The local master key in a token: SoftHSM's, in this process. */
class TokenMasterKeyTest {
  private static final String LABEL = TokenSettings.DEFAULT_KEY_LABEL;

  @TempDir private Path folder;
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  private SoftHsm softHsm;

  @BeforeEach
  void makeAToken() throws Exception {
    softHsm = new SoftHsm(folder);
  }

  @AfterEach
  void close() throws Exception {
    while (!opened.isEmpty()) {
      opened.pop().close();
    }
  }

  @Test
  void createdThenOpenedIsTheSameKey() {
    TokenMasterKey created = create();
    byte[] cmac = created.cmac(new byte[] {1, 2, 3});
    created.close();
    TokenMasterKey opened = open(LABEL);
    assertThat(opened.kcv()).isEqualTo(created.kcv());
    assertThat(opened.cmac(new byte[] {1, 2, 3})).isEqualTo(cmac);
    assertThat(opened.kcv().bytes()).isEqualTo(Arrays.copyOf(opened.cmac(new byte[16]), 4));
    assertThat(opened.isInReach()).isTrue();
  }

  @Test
  void makesThePublishedCmacs() throws Exception {
    softHsm.importKey("published", "01", Cmac256.key(), SoftHsm.PIN);
    TokenMasterKey key = open("published");
    for (int length : Cmac256.lengths()) {
      assertThat(key.cmac(Cmac256.message(length))).isEqualTo(Cmac256.cmac(length));
    }
  }

  @Test
  void makesTheCmacsThatSoftwareMakes() throws Exception {
    Random random = new Random(38);
    byte[] clear = new byte[32];
    random.nextBytes(clear);
    softHsm.importKey("random", "01", clear, SoftHsm.PIN);
    TokenMasterKey inToken = open("random");
    FileMasterKey inFile = new FileMasterKey("random", clear);
    assertThat(inToken.kcv()).isEqualTo(inFile.kcv());
    for (int length = 0; length <= MasterKey.MAX_DATA_BYTES; length++) {
      byte[] data = new byte[length];
      random.nextBytes(data);
      assertThat(inToken.cmac(data)).as("%s bytes", length).isEqualTo(inFile.cmac(data));
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> inToken.cmac(new byte[MasterKey.MAX_DATA_BYTES + 1]));
    assertThat(inToken.isInReach()).isTrue();
  }

  @Test
  void manyThreadsDoNotMix() throws Exception {
    softHsm.importKey("published", "01", Cmac256.key(), SoftHsm.PIN);
    TokenMasterKey key = open("published");
    FileMasterKey inFile = new FileMasterKey("published", Cmac256.key());
    List<Callable<Boolean>> lanes = new ArrayList<>();
    for (int lane = 0; lane < 16; lane++) {
      byte[] data = new byte[3 * lane];
      Arrays.fill(data, (byte) lane);
      lanes.add(
          () -> {
            boolean right = true;
            for (int i = 0; i < 200; i++) {
              right &= Arrays.equals(key.cmac(data), inFile.cmac(data));
            }
            return right;
          });
    }
    ExecutorService threads = Executors.newFixedThreadPool(lanes.size());
    try {
      for (Future<Boolean> right : threads.invokeAll(lanes)) {
        assertThat(right.get()).isTrue();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void aCreatedKeyNeverWasAndNeverIsOutsideOfTheToken() {
    create();
    inSession(
        (cryptoki, session) -> {
          long key = KeyObject.find(cryptoki, session, LABEL);
          Attributes born =
              new Attributes()
                  .flag("CKA_LOCAL", 0x163, true)
                  .flag("CKA_NEVER_EXTRACTABLE", 0x164, true)
                  .flag("CKA_ALWAYS_SENSITIVE", 0x165, true)
                  .flag("CKA_DECRYPT", 0x105, false)
                  .flag("CKA_WRAP", 0x106, false)
                  .flag("CKA_SIGN", 0x108, false);
          assertThat(cryptoki.differences(session, key, born)).isEmpty();
          Attributes value = new Attributes().text("CKA_VALUE", 0x11, "x".repeat(32));
          assertThatThrownBy(() -> cryptoki.differences(session, key, value))
              .hasMessageContaining("0x11"); // CKR_ATTRIBUTE_SENSITIVE
        });
  }

  @Test
  void aSecondKeyOfTheLabelIsNotMade() {
    TokenMasterKey first = create();
    assertFault(KeyFault.MASTER_KEY_NOT_MADE, "OP-1518 ", this::create);
    assertThat(open(LABEL).kcv()).isEqualTo(first.kcv());
  }

  @Test
  void aTokenWithoutTheKeyIsNamed() {
    assertFault(KeyFault.MASTER_KEY_UNUSABLE, "no key 'openprepaid-lmk-1'", () -> open(LABEL));
  }

  @Test
  void keysThatAreNotProtectedAreNotUsed() throws Exception {
    softHsm.importKey("short", "01", new byte[16], SoftHsm.PIN);
    assertFault(KeyFault.MASTER_KEY_UNUSABLE, "CKA_VALUE_LEN", () -> open("short"));
    softHsm.importKey("twice", "02", Cmac256.key(), SoftHsm.PIN);
    softHsm.importKey("twice", "03", new byte[32], SoftHsm.PIN);
    assertFault(KeyFault.MASTER_KEY_UNUSABLE, "several keys 'twice'", () -> open("twice"));
    TokenMasterKey other = create();
    inSession(
        (cryptoki, session) ->
            cryptoki.generateKey(
                session,
                0x1080,
                new Attributes()
                    .flag("CKA_TOKEN", 0x1, true)
                    .text("CKA_LABEL", 0x3, "open")
                    .number("CKA_VALUE_LEN", 0x161, 32)
                    .flag("CKA_SENSITIVE", 0x103, false)
                    .flag("CKA_EXTRACTABLE", 0x162, true)));
    assertFault(KeyFault.MASTER_KEY_UNUSABLE, "CKA_SENSITIVE, CKA_EXTRACTABLE", () -> open("open"));
    assertThat(other.isInReach()).isTrue();
  }

  @Test
  void aWrongPinIsRefusedAndNotShown() {
    create().close();
    TokenSettings wrong = SoftHsm.settings(SoftHsm.LIBRARY, SoftHsm.TOKEN, "555777", LABEL);
    assertFault(
        KeyFault.TOKEN_REFUSED,
        "CKR_PIN_INCORRECT",
        () -> TokenMasterKey.open(wrong, ReachListener.NONE));
    assertThatThrownBy(() -> TokenMasterKey.open(wrong, ReachListener.NONE))
        .hasMessageStartingWith("OP-1516 ")
        .hasMessageNotContaining("555777");
    assertThat(wrong.toString()).doesNotContain("555777");
  }

  @Test
  void aMissingTokenIsNamedWithThoseThatAreThere() {
    TokenSettings elsewhere = SoftHsm.settings(SoftHsm.LIBRARY, "elsewhere", SoftHsm.PIN, LABEL);
    assertFault(
        KeyFault.MODULE_UNREACHABLE,
        "no token 'elsewhere', there are [openprepaid",
        () -> TokenMasterKey.open(elsewhere, ReachListener.NONE));
  }

  @Test
  void whatIsNoTokenLibraryIsNotLoaded() throws Exception {
    Path text = Files.writeString(folder.resolve("text.so"), "no library");
    for (String library :
        List.of(
            folder + "/missing.so",
            folder.toString(),
            text.toString(),
            "/lib/x86_64-linux-gnu/libm.so.6")) {
      TokenSettings settings = SoftHsm.settings(Path.of(library), LABEL);
      assertFault(
          KeyFault.TOKEN_LIBRARY_UNUSABLE,
          library,
          () -> TokenMasterKey.open(settings, ReachListener.NONE));
    }
  }

  @Test
  void emptySettingsAreNamed() {
    assertFault(
        KeyFault.SETTING_MISSING,
        "PIN",
        () -> TokenSettings.of(SoftHsm.LIBRARY, "token", new char[0]));
    assertFault(
        KeyFault.SETTING_MISSING,
        "token label",
        () -> TokenSettings.of(SoftHsm.LIBRARY, " ", new char[4]));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TokenSettings.of(SoftHsm.LIBRARY, "x".repeat(33), new char[4]));
  }

  @Test
  void oneOfTwoObjectsMayGo() {
    TokenMasterKey first = create();
    TokenMasterKey second = open(LABEL);
    first.close();
    first.close();
    assertThat(second.cmac(new byte[8])).hasSize(16);
    assertFault(KeyFault.MODULE_UNREACHABLE, "closed", () -> first.cmac(new byte[8]));
    assertThat(first.isInReach()).isFalse();
    TokenMasterKey third = open(LABEL);
    second.close();
    assertThat(third.cmac(new byte[8])).hasSize(16);
  }

  @Test
  void aTokenTakenAwayAndPutBackIsFoundAgain() throws Exception {
    TokenMasterKey first = create();
    TokenMasterKey second = open(LABEL);
    byte[] cmac = first.cmac(new byte[8]);
    Path place = softHsm.away();
    await().until(() -> !first.isInReach() && !second.isInReach());
    assertFault(KeyFault.MODULE_UNREACHABLE, "OP-1515 ", () -> first.cmac(new byte[8]));
    softHsm.back(place);
    await().until(() -> first.isInReach() && second.isInReach());
    assertThat(first.cmac(new byte[8])).isEqualTo(cmac);
    assertThat(second.cmac(new byte[8])).isEqualTo(cmac);
  }

  private TokenMasterKey create() {
    return kept(
        TokenMasterKey.create(SoftHsm.settings(SoftHsm.LIBRARY, LABEL), ReachListener.NONE));
  }

  private TokenMasterKey open(String label) {
    return kept(TokenMasterKey.open(SoftHsm.settings(SoftHsm.LIBRARY, label), ReachListener.NONE));
  }

  private TokenMasterKey kept(TokenMasterKey key) {
    opened.push(key);
    return key;
  }

  private interface InSession {
    void run(Cryptoki cryptoki, long session);
  }

  /** While a key is open, so logged in. */
  private static void inSession(InSession action) {
    TokenLibrary library = TokenLibrary.loaded(SoftHsm.LIBRARY);
    Cryptoki cryptoki = library.enter();
    try {
      action.run(cryptoki, cryptoki.openSession(cryptoki.slots()[0], true));
    } finally {
      library.leave();
    }
  }

  private static void assertFault(KeyFault fault, String text, Runnable action) {
    assertThatThrownBy(action::run)
        .isInstanceOfSatisfying(KeyException.class, e -> assertThat(e.fault()).isEqualTo(fault))
        .hasMessageContaining(text);
  }
}
