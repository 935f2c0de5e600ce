package org.openprepaid.key.cipher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.openprepaid.key.cipher.Sample.hex;
import static org.openprepaid.key.cipher.Sample.pin;
import static org.openprepaid.key.cipher.Sample.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openprepaid.key.cipher.DukptTdes.Use;

/**
 * The test data of ANSI X9.24-1:2009, A.4, as it stands in the test suites of openemv/dukpt
 * (test/dukpt_tdes_test.c: keys, PIN blocks) and moov-io/dukpt (pkg/des/des_test.go: MACs, data).
 */
class DukptTdesTest {
  private static final byte[] BDK = hex("0123456789ABCDEFFEDCBA9876543210");
  private static final byte[] INITIAL_KEY = hex("6AC292FAA1315B4D858AB3A3D7D5933A");
  private static final String PAN = "4012345678909";

  @Test
  void initialKey() {
    assertThat(DukptTdes.initialKey(BDK, hex("FFFF9876543210E00000"))).isEqualTo(INITIAL_KEY);
    assertThat(DukptTdes.initialKey(BDK, hex("FFFF9876543210F55555"))).isEqualTo(INITIAL_KEY);
    assertThat(DukptTdes.initialKey(BDK, hex("FFFF9876543210C00000"))).isNotEqualTo(INITIAL_KEY);
  }

  /** PIN 1234 in a block of format 0, which each transaction's PIN key encrypts. */
  @ParameterizedTest
  @CsvSource({
    // A.4.2, initial sequence
    "FFFF9876543210E00001, 042666B49184CFA368DE9628D0397BC9, 1B9C1845EB993A7A",
    "FFFF9876543210E00002, C46551CEF9FD24B0AA9AD834130D3BC7, 10A01C8D02C69107",
    "FFFF9876543210E00003, 0DF3D9422ACA56E547676D07AD6BADFA, 18DC07B94797B466",
    "FFFF9876543210E00004, 279C0F6AEED0BE652B2C733E1383AE91, 0BC79509D5645DF7",
    "FFFF9876543210E00005, 5F8DC6D2C845C125508DDC048093B83F, 5BC0AF22AD87B327",
    "FFFF9876543210E00006, 5E415CB0BAF9F03CD0C14B63FB62FF43, A16DF70AE36158D8",
    "FFFF9876543210E00007, 0C8F780B7C8B49D0AE84A9EB2A6CE660, 27711C16CB257F8E",
    "FFFF9876543210E00008, 27F66D5244FF62E1AA6F6120EDEB4280, 50E55547A5027551",
    "FFFF9876543210E00009, 27E31064FDC565698900E2057F658E7E, 536CF7F678ACFC8D",
    "FFFF9876543210E0000A, 6CF2500A22507C7CC776CEADC1E33014, EDABBA23221833FE",
    "FFFF9876543210E0000B, 3E8260BA04B2D620C01482B3819A18B7, 2328981C57B4BDBA",
    "FFFF9876543210E0000C, B716E1E11CF53D80726CAEE75C3A624F, 038D03CC926CF286",
    "FFFF9876543210E0000D, E072EDF95340535FB6C581C58FBF2533, 6C8AA97088B62C68",
    "FFFF9876543210E0000E, A80046087F5B8F245AAD95E18429084F, F17C9E1D72CD4950",
    "FFFF9876543210E0000F, 93DD5B956C4878472E453AAEFD32A5AA, B170F6E7F7F2F64A",
    "FFFF9876543210E00010, 59598DCBD9BD94C094165CE453585F57, D5D9638559EF53D6",
    "FFFF9876543210E00011, 2B5F01F4F0CC05EA639D523231BF1BA2, D544F8CDD292C863",
    "FFFF9876543210E00012, 9CF640F279C2AEE615F725EEEAC2CBAF, 7A21BD10F36DC41D",
    "FFFF9876543210E00013, C3DF489FDF1153B4F03DE97C27DC4C2F, 78649BD17D0DFA60",
    "FFFF9876543210E00014, 658488507721B3F14737FA93F923CBD2, 7E7E16EA0C31AD56",
    "FFFF9876543210E00015, E161D1956A61F6D2F37AFD7F9CC3699A, 72105C22EBC791E6",
    // A.4.3, where counters of more than ten one-bits are skipped
    "FFFF9876543210EFF800, F9CDFEBF4F5B1D9EB3EC12454527E176, 33365F5CC6F23C35",
    "FFFF9876543210EFF801, 5BEE92627E97825C911BF619DF72CA3B, 3A86BF003F835C9D",
    "FFFF9876543210EFF802, 64CA2F8AB93F61B01620B00BF77C7301, 3DB977D05C36DF3F",
    "FFFF9876543210EFF804, 35A168695B3BA83307E871C42021DD37, BA83243305712099",
    "FFFF9876543210EFF808, 12C380FCB72ED3C26FC6079AF63F4787, B0DA04AC90A36D85",
    "FFFF9876543210EFF810, D8007C833A1E3C49C6889B97A68C54FF, 2CF02BD9C309EEDA",
    "FFFF9876543210EFF820, A9C9FF9B735FDD49591F296B0BF0FD70, 9D1E2F77AEEE81C6",
    "FFFF9876543210EFF840, 0E3E221062CB5E03A384602783A004FA, 40870B0F8BA2011C",
    "FFFF9876543210EFF880, CA8225C587124DFBB87F279C0BE29727, 22E340D6ABB40981",
    "FFFF9876543210EFF900, 906AAC1751D4971A144D52C76C6E1F97, 1A4C10AFBA03A430",
    "FFFF9876543210EFFA00, 2B9E2CE7C2750337E10B54D2989EA6AF, 849763B43E5F9CFF",
    "FFFF9876543210EFFC00, F9430DF975082491C77BE4EF4FDB91EE, DEFC6F09F8927B71",
    "FFFF9876543210F00000, AA4D58DB653EC74A48C75F2F047DD2B5, 73EC88AD0AC5830E",
  })
  void transactionKeyAndPinBlock(String ksn, String transactionKey, String pinBlock) {
    assertThat(hex(DukptTdes.transactionKey(INITIAL_KEY, hex(ksn)))).isEqualTo(transactionKey);
    byte[] pinKey = DukptTdes.workingKey(BDK, hex(ksn), Use.PIN_ENCRYPTION);
    DesKey encryption = DesKey.forEncryption(pinKey);
    DesKey decryption = DesKey.forDecryption(pinKey);
    assertThat(hex(PinBlockFormat.ISO_0.encrypted(encryption, pin("1234"), PAN)))
        .isEqualTo(pinBlock);
    assertThat(text(PinBlockFormat.ISO_0.opened(decryption, hex(pinBlock), PAN))).isEqualTo("1234");
  }

  /** The data 4012345678909D987, filled with zeros: its MACs and its encryption. */
  @ParameterizedTest
  @CsvSource({
    "FFFF9876543210E00001, 9CCC78173FC4FB64, 20364223C1FF00FA,"
        + " FC0D53B7EA1FDA9EE68AAF2E70D9B9506229BE2AA993F04F,"
        + " 1FCC89AF66222F27B903898BB2BC8589CDBFDE5EC6AFCC25",
    "FFFF9876543210E00002, F608A9BCA6FFC311, D1FCA6BEF05D24D2,"
        + " A2B4E70F846E63D68775B7215EB4563DFD3037244C61CC13,"
        + " 5B692A6B1FDD5E25B0DEFAFDE1672E402F8011360CFF3508",
    "FFFF9876543210E00003, 20B59A4FEAC937E3, BAD4CC9CC2AE326C,"
        + " BD751E65F10E75B6C1D5B1D283496A36C2DE21D993C387A7,"
        + " 345992D4163E4926C927BFD8ABD5D76F087A9CE81D5A27B8",
    "FFFF9876543210E00004, C7BFA6CC44161828, 1EB08AEECE6FF0C2,"
        + " 1118F50947441BBDA3C8C70220021A12EC31CC473F7215F4,"
        + " 418C7413576C0D1819E785D3807AF32334231FDEC23414DB",
    "FFFF9876543210E00005, 0202B96339022058, 5CBE3E81D1D2A0FB,"
        + " 9FD7BD1EC28845ACA93367A9DA9317BD555C6B33AE22D365,"
        + " 7D4C109E49E83355A556AE949EED359F4404E7A2F0167C00",
  })
  void macAndDataKeys(
      String ksn, String requestMac, String responseMac, String request, String response) {
    byte[] data = Arrays.copyOf("4012345678909D987".getBytes(StandardCharsets.US_ASCII), 24);
    assertThat(hex(retailMac(key(ksn, Use.MAC_REQUEST), data))).isEqualTo(requestMac);
    assertThat(hex(retailMac(key(ksn, Use.MAC_RESPONSE), data))).isEqualTo(responseMac);
    assertThat(hex(chained(key(ksn, Use.DATA_REQUEST), data))).isEqualTo(request);
    assertThat(hex(chained(key(ksn, Use.DATA_RESPONSE), data))).isEqualTo(response);
  }

  /** ANSI X9.24-1:2009, A.4, as several public test suites agree on them. */
  @ParameterizedTest
  @CsvSource({
    "PIN_ENCRYPTION, 042666B49184CF5C68DE9628D0397B36",
    "MAC_REQUEST, 042666B4918430A368DE9628D03984C9",
    "MAC_RESPONSE, 042666B46E84CFA368DE96282F397BC9",
    "DATA_REQUEST, 448D3F076D8304036A55A3D7E0055A78",
  })
  void workingKeysOfTheFirstTransaction(Use use, String key) {
    assertThat(hex(key("FFFF9876543210E00001", use))).isEqualTo(key);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FFFF9876543210E00000",
        "FFFF9876543210EFF803",
        "FFFF9876543210FFFFFF",
        "FFFF9876543210E007FF",
        "9876543210E00001",
        "FFFF9876543210E0000100",
        "",
      })
  void aKeySerialNumberThatNoTerminalUsesIsRefused(String ksn) {
    assertThat(DukptTdes.isUsable(hex(ksn))).isFalse();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DukptTdes.transactionKey(INITIAL_KEY, hex(ksn)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DukptTdes.workingKey(BDK, hex(ksn), Use.PIN_ENCRYPTION));
  }

  @Test
  void tenOneBitsAnywhereAreUsable() {
    assertThat(DukptTdes.isUsable(hex("FFFF9876543210E003FF"))).isTrue();
    assertThat(DukptTdes.isUsable(hex("FFFF9876543210FFF800"))).isTrue();
  }

  @Test
  void keysOfOtherLengthsAreRefused() {
    byte[] ksn = hex("FFFF9876543210E00001");
    assertThatIllegalArgumentException().isThrownBy(() -> DukptTdes.initialKey(new byte[24], ksn));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DukptTdes.transactionKey(new byte[8], ksn));
    assertThatIllegalArgumentException().isThrownBy(() -> DukptTdes.initialKey(BDK, new byte[8]));
  }

  private static byte[] key(String ksn, Use use) {
    return DukptTdes.workingKey(BDK, hex(ksn), use);
  }

  /** ISO/IEC 9797-1 MAC algorithm 3 (ANSI X9.19) of whole blocks. */
  private static byte[] retailMac(byte[] key, byte[] data) {
    byte[] chained = chained(Arrays.copyOf(key, 8), data);
    byte[] last = Arrays.copyOfRange(chained, chained.length - 8, chained.length);
    byte[] plain = DesKey.forDecryption(Arrays.copyOf(key, 8)).blocks(last);
    return DesKey.forEncryption(key).blocks(plain);
  }

  /** CBC from an initial vector of zeros. */
  private static byte[] chained(byte[] key, byte[] data) {
    DesKey des = DesKey.forEncryption(key);
    byte[] out = data.clone();
    for (int i = 0; i < out.length; i += 8) {
      for (int j = 0; i > 0 && j < 8; j++) {
        out[i + j] ^= out[i - 8 + j];
      }
      des.block(out, i, out, i);
    }
    return out;
  }
}
