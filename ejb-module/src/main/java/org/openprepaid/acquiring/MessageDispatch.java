package org.openprepaid.acquiring;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.openprepaid.transaction.TransactionKind;

/**
 * Which message is which transaction: a table, read from a file when the server starts, so that
 * another dialect is another file.
 */
final class MessageDispatch {
  /** The table of the CUP profile. */
  static final String CUP = "cup.dispatch";

  private final long[] financialKeys;
  private final Financial[] financials;
  private final Map<String, ManagementMessage> management;

  /**
   * A financial message.
   *
   * @param kind the transaction, or the one that is undone
   * @param reversal whether it is undone
   */
  record Financial(TransactionKind kind, boolean reversal) {}

  private MessageDispatch(
      Map<Long, Financial> financial, Map<String, ManagementMessage> management) {
    this.financialKeys = new long[financial.size()];
    this.financials = new Financial[financial.size()];
    int i = 0;
    for (Map.Entry<Long, Financial> entry : financial.entrySet()) {
      financialKeys[i] = entry.getKey();
      financials[i++] = entry.getValue();
    }
    this.management = Map.copyOf(management);
  }

  /**
   * @param resource the file beside this class
   * @throws IllegalStateException OP-1201 when it is missing or says nothing sensible
   */
  static MessageDispatch load(String resource) {
    try (InputStream in = MessageDispatch.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("OP-1201 dispatch table " + resource + " is missing");
      }
      return parse(
          new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII)), resource);
    } catch (IOException e) {
      throw new UncheckedIOException("OP-1201 dispatch table " + resource, e);
    }
  }

  static MessageDispatch parse(BufferedReader lines, String name) throws IOException {
    Map<Long, Financial> financial = new TreeMap<>();
    Map<String, ManagementMessage> management = new TreeMap<>();
    int number = 0;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      number++;
      String text = line.strip();
      if (text.isEmpty() || text.charAt(0) == '#') {
        continue;
      }
      String[] words = text.split("\\s+");
      try {
        boolean twice =
            switch (words[0]) {
              case "financial" -> financial.put(keyOf(words), financial(words)) != null;
              case "management" ->
                  management.put(words[1] + words[2], ManagementMessage.valueOf(words[3])) != null;
              default -> throw new IllegalArgumentException("unknown word " + words[0]);
            };
        if (twice) {
          throw new IllegalArgumentException("the same message twice");
        }
      } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
        throw new IllegalStateException("OP-1201 dispatch table " + name + ", line " + number, e);
      }
    }
    return new MessageDispatch(financial, management);
  }

  private static long keyOf(String[] words) {
    if (!isDigits(words[1], 4)
        || !isDigits(words[2], 2)
        || !isDigits(words[3], 2)
        || !isDigits(words[4], 2)) {
      throw new IllegalArgumentException("not digits");
    }
    return key(words[1], words[2], words[3], words[4]);
  }

  private static boolean isDigits(String text, int length) {
    return text.length() == length && Digits.areDigits(text);
  }

  private static Financial financial(String[] words) {
    boolean reversal = words[5].equals("REVERSAL");
    return new Financial(TransactionKind.valueOf(words[reversal ? 6 : 5]), reversal);
  }

  /** Whether messages of this type are transactions and carry a MAC. */
  boolean isFinancial(String mti) {
    char messageClass = mti.charAt(1);
    return messageClass == '1' || messageClass == '2' || messageClass == '4';
  }

  /**
   * The transaction, or {@code null} when the table has no such one. The first two digits of the
   * processing code, the condition code and the message type are digits.
   */
  Financial financial(String mti, String processingCode, String condition, String messageType) {
    int i = Arrays.binarySearch(financialKeys, key(mti, processingCode, condition, messageType));
    return i < 0 ? null : financials[i];
  }

  /** The management message, or {@code null} when the table has no such one. */
  ManagementMessage management(String mti, String code) {
    return management.get(mti + code);
  }

  private static long key(String mti, String processingCode, String condition, String messageType) {
    long key = appended(0, mti, 4);
    key = appended(key, processingCode, 2);
    key = appended(key, condition, 2);
    return appended(key, messageType, 2);
  }

  private static long appended(long key, String digits, int count) {
    long appended = key;
    for (int i = 0; i < count; i++) {
      appended = appended * 10 + (digits.charAt(i) - '0');
    }
    return appended;
  }
}
