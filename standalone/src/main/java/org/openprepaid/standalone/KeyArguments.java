package org.openprepaid.standalone;

import java.time.Clock;
import java.time.LocalDate;
import java.util.function.Function;
import org.openprepaid.key.Kcv;
import org.openprepaid.key.KeyAlgorithm;
import org.openprepaid.key.KeyException;
import org.openprepaid.key.KeyName;
import org.openprepaid.key.KeyOwner;
import org.openprepaid.key.KeySpec;
import org.openprepaid.key.KeyType;
import org.openprepaid.key.ManagedKey;
import org.openprepaid.key.Validity;
import org.openprepaid.key.custody.KeyCustody;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How keys are named and described on the command line. */
final class KeyArguments {
  private KeyArguments() {}

  /** Teaches the command line to read them. */
  static CommandLine readableBy(CommandLine command) {
    return command
        .registerConverter(KeyName.class, text -> read(text, KeyName::parse))
        .registerConverter(KeyOwner.class, text -> read(text, KeyOwner::new))
        .registerConverter(KeyType.class, text -> read(text, KeyType::named))
        .registerConverter(Kcv.class, text -> read(text, Kcv::new))
        .registerConverter(Slot.class, text -> read(text, Slot::parse));
  }

  private static <T> T read(String text, Function<String, T> reader) {
    try {
      return reader.apply(text);
    } catch (KeyException | IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }

  /** Whose key, and what for: {@code ZONE/CUPNET:ZMK}. */
  record Slot(KeyOwner owner, KeyType type) {
    static Slot parse(String text) {
      KeyName first = KeyName.parse(text + ":1");
      return new Slot(first.owner(), first.type());
    }

    @Override
    public String toString() {
      return owner + ":" + type;
    }
  }

  /** A key that comes from elsewhere: its block says of what it is made. */
  static class Incoming {
    @Option(
        names = "--owner",
        required = true,
        paramLabel = "OWNER",
        description = "INSTITUTION, or ISSUER/, ZONE/, TERMINAL/, PRINTER/ with a name.")
    KeyOwner owner;

    @Option(
        names = "--type",
        required = true,
        paramLabel = "TYPE",
        description = "What it is for: ./prepaid keys types.")
    KeyType type;

    @Option(
        names = "--valid-from",
        paramLabel = "YYYY-MM-DD",
        description = "The first day it may be used, UTC (today).")
    private LocalDate from;

    @Option(
        names = "--valid-to",
        paramLabel = "YYYY-MM-DD",
        description = "The last day it may be used, UTC (none).")
    private LocalDate to;

    KeyCustody.Wish wish() {
      return wish(type.usualAlgorithm(), false);
    }

    final KeyCustody.Wish wish(KeyAlgorithm algorithm, boolean exportable) {
      LocalDate first = from == null ? LocalDate.now(Clock.systemUTC()) : from;
      LocalDate last = to == null ? Validity.NO_END : to;
      return new KeyCustody.Wish(owner, type, algorithm, exportable, new Validity(first, last));
    }
  }

  /** A key that is made here. */
  static final class Fresh extends Incoming {
    @Option(
        names = "--algorithm",
        paramLabel = "ALGORITHM",
        description = "Of what it is made; otherwise the usual one of its type.")
    private KeyAlgorithm algorithm;

    @Option(
        names = "--exportable",
        negatable = true,
        description = "It may leave later: under a zone master key, or as components.")
    private Boolean exportable;

    @Override
    KeyCustody.Wish wish() {
      return wish(
          algorithm == null ? type.usualAlgorithm() : algorithm, exportable != null && exportable);
    }

    /** As the key that it follows, where nothing else is said. */
    KeyCustody.Wish wishLike(ManagedKey before) {
      KeySpec like = before.ref().spec();
      return wish(
          algorithm == null ? like.algorithm() : algorithm,
          exportable == null ? like.exportable() : exportable);
    }
  }
}
