package org.openprepaid.standalone;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openprepaid.key.KeyAlgorithm;
import org.openprepaid.key.KeyEvent;
import org.openprepaid.key.KeyName;
import org.openprepaid.key.KeyOwner;
import org.openprepaid.key.KeyType;
import org.openprepaid.key.ManagedKey;
import org.openprepaid.key.custody.KeyCustody;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** The commands that show what keys there are. They show no secret and ask for no log-in. */
final class KeyLookup {
  private KeyLookup() {}

  /** {@code keys types}. */
  @Command(
      name = "types",
      description = "What keys are for, whose they are, and of what they are made.",
      mixinStandardHelpOptions = true)
  static final class Types implements Runnable {
    private static final List<KeyOwner> KINDS =
        Stream.of("INSTITUTION", "ISSUER/NAME", "ZONE/NAME", "TERMINAL/NAME", "PRINTER/NAME")
            .map(KeyOwner::new)
            .toList();

    @ParentCommand private KeysCommand keys;

    @Override
    public void run() {
      for (KeyType type : KeyType.values()) {
        if (type.isManaged()) {
          keys.console().print(row("%-15s  %-13s  %s", type, owner(type), meaning(type)));
          keys.console().print(row("%-15s  %-13s  %s", "", "", "of " + algorithms(type)));
        }
      }
    }

    private static KeyOwner owner(KeyType type) {
      return KINDS.stream().filter(kind -> kind.mayOwn(type)).findFirst().orElseThrow();
    }

    private static String algorithms(KeyType type) {
      return Arrays.stream(KeyAlgorithm.values())
          .filter(type::accepts)
          .map(algorithm -> algorithm + (algorithm == type.usualAlgorithm() ? " (usual)" : ""))
          .collect(Collectors.joining(", "));
    }

    private static String meaning(KeyType type) {
      return switch (type) {
        case ZMK -> "zone master key: protects the keys that are exchanged with a partner";
        case ZPK -> "zone PIN key: encrypts PINs on the way to and from a partner";
        case ZAK -> "zone authentication key: MACs of the messages of a partner";
        case TMK -> "terminal master key: carries working keys to one terminal";
        case PIK -> "terminal PIN key: encrypts PINs on the way from one terminal";
        case MAK -> "terminal MAC key: MACs of the messages of one terminal";
        case TDK -> "terminal data key: encrypts card data on the way from one terminal";
        case BDK -> "base derivation key of DUKPT: the keys of each transaction come from it";
        case PIN_HASH -> "verifies PINs that are stored as a keyed hash";
        case PIN_OFFSET -> "verifies PINs by the IBM 3624 offset";
        case PVV -> "verifies PINs by the Visa PVV";
        case PIN_STORAGE -> "encrypts PINs that are stored";
        case CVK -> "card verification key: CVN of stripe, chip and print";
        case PAN_ENCRYPTION -> "encrypts card numbers that are stored";
        case PAN_LOOKUP -> "finds card numbers by a keyed hash";
        case BALANCE_SEALING -> "seals balances";
        case FILE_TRANSPORT -> "encrypts files to and from a partner of the issuer";
        case PRINTER -> "encrypts PIN letters for the printer that alone opens them";
        case COMPONENT -> "one part of a key in a ceremony";
      };
    }
  }

  /** {@code keys list}. */
  @Command(
      name = "list",
      description = "The keys, in the order of their names; those of terminals only on request.",
      mixinStandardHelpOptions = true)
  static final class ListKeys implements Runnable {
    private static final String ROW = "%-44s %-11s %-11s  %-8s  %s";

    @ParentCommand private KeysCommand keys;

    @Option(
        names = "--owner",
        paramLabel = "PREFIX",
        description = "Only those whose owner begins so: ZONE/, or TERMINAL/1000.")
    private String owner;

    @Option(names = "--all-terminals", description = "Those of terminals too.")
    private boolean terminals;

    @Option(names = "--after", paramLabel = "NAME", description = "Go on after this key.")
    private KeyName after;

    @Option(
        names = "--limit",
        paramLabel = "NUMBER",
        defaultValue = "50",
        description = "At most so many, 1 to " + KeyCustody.MAX_PAGE + " (${DEFAULT-VALUE}).")
    private int limit;

    @Spec private CommandSpec spec;

    @Override
    public void run() {
      if (limit < 1 || limit > KeyCustody.MAX_PAGE) {
        throw new ParameterException(
            spec.commandLine(), "--limit is 1 to " + KeyCustody.MAX_PAGE + ", not " + limit);
      }
      keys.with(this::list);
    }

    private void list(KeyDesk desk) {
      List<ManagedKey> page =
          desk.custody().list(owner == null ? "" : owner, terminals || owner != null, after, limit);
      desk.out().print(row(ROW, "KEY", "STATE", "ALGORITHM", "KCV", "VALID"));
      for (ManagedKey key : page) {
        Object algorithm = key.ref() == null ? "" : key.ref().algorithm();
        desk.out().print(row(ROW, key.name(), key.state(), algorithm, key.kcv(), key.validity()));
      }
      if (page.size() == limit) {
        desk.out().print("more: --after " + page.get(limit - 1).name());
      }
    }
  }

  /** {@code keys show}. */
  @Command(
      name = "show",
      description = "One key: state, days, check value, what became of it, and what uses it.",
      mixinStandardHelpOptions = true)
  static final class Show implements Runnable {
    @ParentCommand private KeysCommand keys;

    @Parameters(paramLabel = "NAME", description = "As in ZONE/CUPNET:ZMK:1.")
    private KeyName name;

    @Override
    public void run() {
      keys.with(this::show);
    }

    private void show(KeyDesk desk) {
      KeyCustody custody = desk.custody();
      Receipt receipt = Receipt.of("KEY").key(custody.get(name));
      for (KeyEvent event : custody.history(name)) {
        receipt.line(
            "history",
            row("%s  %-12s %s", Receipt.TIME.format(event.at()), event.event(), event.operator()));
      }
      List<String> uses = custody.usesOf(name);
      uses.forEach(use -> receipt.line("in use", use));
      if (uses.isEmpty()) {
        receipt.line("in use", "nothing says so");
      }
      receipt.print(desk.out());
    }
  }

  private static String row(String format, Object... columns) {
    return String.format(Locale.ROOT, format, columns).stripTrailing();
  }
}
