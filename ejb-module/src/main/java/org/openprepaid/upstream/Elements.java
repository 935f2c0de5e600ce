package org.openprepaid.upstream;

import java.time.LocalDateTime;
import org.openprepaid.money.Currency;
import org.openprepaid.money.Money;
import org.openprepaid.transaction.Transmission;

/** How values are written in elements, and read from them. */
final class Elements {
  private static final int BALANCE_LENGTH = 20;
  private static final int SIGN_AT = 7;

  private Elements() {}

  /** With leading zeros. */
  static String number(long value, int length) {
    String text = Long.toString(value);
    return text.length() >= length ? text : "0".repeat(length - text.length()) + text;
  }

  /** MMDDhhmmss, element 7. */
  static String monthToSecond(LocalDateTime at) {
    return monthAndDay(at) + time(at);
  }

  static String monthAndDay(LocalDateTime at) {
    return number(at.getMonthValue(), 2) + number(at.getDayOfMonth(), 2);
  }

  static String time(LocalDateTime at) {
    return number(at.getHour(), 2) + number(at.getMinute(), 2) + number(at.getSecond(), 2);
  }

  /** Element 90: what names an earlier message. */
  static String original(Transmission message, String institution) {
    return message.mti()
        + number(message.trace(), 6)
        + monthToSecond(message.at())
        + "0".repeat(11 - institution.length())
        + institution
        + "0".repeat(11);
  }

  static boolean areDigits(String text) {
    return text != null && !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /** Element 54 with one balance: type, currency, sign, amount. */
  static String balance(Money available) {
    return "0002"
        + available.currency().numericCode()
        + (available.isNegative() ? 'D' : 'C')
        + number(Math.abs(available.minor()), 12);
  }

  /** The first balance in element 54, or {@code null} when there is none that can be read. */
  static Money balance(String text) {
    if (text == null || text.length() < BALANCE_LENGTH) {
      return null;
    }
    Currency currency = Currency.ofNumericCode(text.substring(4, SIGN_AT));
    String amount = text.substring(SIGN_AT + 1, BALANCE_LENGTH);
    if (currency == null || !areDigits(amount)) {
      return null;
    }
    Money balance = Money.of(Long.parseLong(amount), currency);
    return text.charAt(SIGN_AT) == 'D' ? balance.negated() : balance;
  }
}
