package org.openprepaid.acquiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openprepaid.transaction.TransactionKind;

class MessageDispatchTest {

  @Test
  void anotherDialectIsAnotherTable() throws IOException {
    MessageDispatch dispatch =
        parse(
            """
            # a host that codes its purchases otherwise
            financial 0200 11 22 33 PURCHASE
            financial 0420 11 22 33 REVERSAL PURCHASE
            management 0800 777 ECHO
            """);

    assertThat(dispatch.financial("0200", "110000", "22", "33000001"))
        .isEqualTo(new MessageDispatch.Financial(TransactionKind.PURCHASE, false));
    assertThat(dispatch.financial("0420", "119999", "22", "33"))
        .isEqualTo(new MessageDispatch.Financial(TransactionKind.PURCHASE, true));
    assertThat(dispatch.financial("0200", "000000", "00", "22")).isNull();
    assertThat(dispatch.management("0800", "777")).isEqualTo(ManagementMessage.ECHO);
    assertThat(dispatch.management("0820", "777")).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "financial 0200 00 00 22 BARTER",
        "financial 0200 00 00 22",
        "financial 0200 00 00 2A PURCHASE",
        "financial 200 00 00 22 PURCHASE",
        "financial 0200 00 00 22 PURCHASE\nfinancial 0200 00 00 22 REFUND",
        "management 0800 001 SLEEP",
        "management 0800",
        "nonsense",
      })
  void aTableThatSaysNothingSensibleStopsTheServer(String table) {
    assertThatThrownBy(() -> parse(table))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("OP-1201");
  }

  @Test
  void aMissingTableStopsTheServer() {
    assertThatThrownBy(() -> MessageDispatch.load("nowhere.dispatch"))
        .hasMessageStartingWith("OP-1201");
  }

  private static MessageDispatch parse(String table) throws IOException {
    return MessageDispatch.parse(new BufferedReader(new StringReader(table)), "test");
  }
}
