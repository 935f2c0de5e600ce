package org.openprepaid.key.master;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openprepaid.key.KeyException;
import org.openprepaid.key.KeyFault;

/** A token that goes and comes back, as a process that is killed, stopped and started again. */
class TokenReachTest {
  private static final String LABEL = "published";

  @TempDir private Path folder;
  private final Deque<TokenMasterKey> opened = new ArrayDeque<>();
  private final List<String> told = new CopyOnWriteArrayList<>();
  private SoftHsm softHsm;
  private TokenServer server;

  @BeforeEach
  void serveAToken() throws Exception {
    softHsm = new SoftHsm(folder);
    softHsm.importKey(LABEL, "01", Cmac256.key(), SoftHsm.PIN);
    server = new TokenServer(softHsm);
  }

  @AfterEach
  void close() throws Exception {
    // a call that hangs returns when the process has gone
    server.kill();
    opened.forEach(TokenMasterKey::close);
  }

  @Test
  void makesThePublishedCmacs() {
    TokenMasterKey key = open();
    for (int length : Cmac256.lengths()) {
      assertThat(key.cmac(Cmac256.message(length))).isEqualTo(Cmac256.cmac(length));
    }
  }

  @Test
  void aKeyIsMadeThere() {
    TokenSettings settings = SoftHsm.settings(TokenServer.LIBRARY, "made");
    TokenMasterKey made = TokenMasterKey.create(settings, ReachListener.NONE);
    opened.push(made);
    TokenMasterKey again = TokenMasterKey.open(settings, ReachListener.NONE);
    opened.push(again);
    assertThat(again.kcv()).isEqualTo(made.kcv());
  }

  @Test
  void aTokenThatGoesIsNoticedByACallAndComesBackByItself() throws Exception {
    TokenMasterKey key = open();
    for (int time = 1; time <= 2; time++) {
      server.kill();
      assertUnreachable(key);
      assertThat(key.isInReach()).isFalse();
      assertUnreachable(key);
      awaitTold(2 * time - 1);
      server.start();
      awaitReach(key, true);
      assertThat(key.cmac(Cmac256.message(16))).isEqualTo(Cmac256.cmac(16));
      awaitTold(2 * time);
    }
    assertThat(told.get(0)).startsWith("false OP-1515 security module out of reach: ");
    assertThat(told.get(1)).startsWith("true OP-1515 security module in reach again: ");
  }

  @Test
  void aTokenThatGoesIsNoticedWithoutAnyCall() throws Exception {
    TokenMasterKey key = open();
    server.kill();
    awaitReach(key, false);
    awaitTold(1);
  }

  @Test
  void aTokenThatHangsDoesNotHangTheCaller() throws Exception {
    TokenMasterKey key = open();
    server.hang();
    assertUnreachable(key);
    awaitReach(key, false);
    awaitTold(1);
    assertThat(told.get(0)).contains("no answer within 2000 ms");
    server.goOn();
    awaitReach(key, true);
    assertThat(key.cmac(Cmac256.message(40))).isEqualTo(Cmac256.cmac(40));
  }

  @Test
  void aTokenThatHangsAndDiesComesBack() throws Exception {
    TokenMasterKey key = open();
    server.hang();
    awaitReach(key, false);
    server.kill();
    server.start();
    awaitReach(key, true);
    assertThat(key.cmac(Cmac256.message(0))).isEqualTo(Cmac256.cmac(0));
  }

  @Test
  void closingDoesNotWaitForATokenThatHangs() throws Exception {
    TokenMasterKey key = open();
    server.hang();
    key.close();
    server.goOn();
    TokenMasterKey again = open();
    assertThat(again.cmac(Cmac256.message(16))).isEqualTo(Cmac256.cmac(16));
  }

  @Test
  void openingDoesNotWaitForATokenThatHangs() throws Exception {
    server.hang();
    TokenSettings hasty =
        new TokenSettings(
            TokenServer.LIBRARY,
            SoftHsm.TOKEN,
            SoftHsm.PIN.toCharArray(),
            LABEL,
            Duration.ofMillis(100),
            Duration.ofMillis(50));
    assertFault(KeyFault.MODULE_UNREACHABLE, () -> TokenMasterKey.open(hasty, ReachListener.NONE));
    server.goOn();
    assertThat(open().cmac(Cmac256.message(16))).isEqualTo(Cmac256.cmac(16));
  }

  @Test
  void anotherKeyInItsPlaceIsNotUsed() throws Exception {
    TokenMasterKey key = open();
    server.kill();
    Path right = softHsm.away();
    softHsm.newToken(SoftHsm.PIN);
    softHsm.importKey(LABEL, "01", Arrays.copyOf(Cmac256.message(40), 32), SoftHsm.PIN);
    server.start();
    await().until(() -> told.stream().anyMatch(text -> text.startsWith("false OP-1517 ")));
    assertThat(told.get(told.size() - 1))
        .contains("another key in its place", "instead of " + key.kcv());
    assertUnreachable(key);
    server.kill();
    softHsm.back(right);
    server.start();
    awaitReach(key, true);
    assertThat(key.cmac(Cmac256.message(64))).isEqualTo(Cmac256.cmac(64));
  }

  @Test
  void aRefusedPinIsNotTriedAgain() throws Exception {
    TokenMasterKey key = open();
    server.kill();
    Path right = softHsm.away();
    softHsm.newToken("other-pin");
    server.start();
    await().until(() -> told.stream().anyMatch(text -> text.startsWith("false OP-1516 ")));
    assertFault(KeyFault.TOKEN_REFUSED, () -> key.cmac(new byte[16]));
    server.kill();
    softHsm.back(right);
    server.start();
    // what would be back is seen by another object that is opened later
    TokenMasterKey reopened = open();
    server.kill();
    awaitReach(reopened, false);
    server.start();
    awaitReach(reopened, true);
    assertFault(KeyFault.TOKEN_REFUSED, () -> key.cmac(new byte[16]));
  }

  @Test
  void twoObjectsComeBackTogether() throws Exception {
    TokenMasterKey first = open();
    TokenMasterKey second = open();
    server.kill();
    awaitReach(first, false);
    awaitReach(second, false);
    server.start();
    awaitReach(first, true);
    awaitReach(second, true);
    first.close();
    assertThat(second.cmac(Cmac256.message(16))).isEqualTo(Cmac256.cmac(16));
  }

  private TokenMasterKey open() {
    TokenMasterKey key =
        TokenMasterKey.open(
            SoftHsm.settings(TokenServer.LIBRARY, LABEL),
            (inReach, why) -> told.add(inReach + " " + why));
    opened.push(key);
    return key;
  }

  private static void awaitReach(TokenMasterKey key, boolean inReach) {
    await().until(() -> key.isInReach() == inReach);
  }

  private void awaitTold(int times) {
    await().untilAsserted(() -> assertThat(told).hasSize(times));
  }

  private static void assertUnreachable(TokenMasterKey key) {
    assertFault(KeyFault.MODULE_UNREACHABLE, () -> key.cmac(new byte[16]));
  }

  private static void assertFault(KeyFault fault, Runnable action) {
    assertThatThrownBy(action::run)
        .isInstanceOfSatisfying(KeyException.class, e -> assertThat(e.fault()).isEqualTo(fault));
  }
}
