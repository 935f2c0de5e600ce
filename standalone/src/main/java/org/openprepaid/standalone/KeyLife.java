package org.openprepaid.standalone;

import java.util.Optional;
import org.openprepaid.key.KeyName;
import org.openprepaid.key.ManagedKey;
import org.openprepaid.key.custody.Authority;
import org.openprepaid.key.custody.KeyCustody;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** The commands that lead a key through its life. */
final class KeyLife {
  private KeyLife() {}

  /** A command that one custodian gives about one key. */
  private abstract static class Move implements Runnable {
    @ParentCommand private KeysCommand keys;
    @Mixin private Custodians.One operator;

    @Parameters(paramLabel = "NAME", description = "As in ZONE/CUPNET:ZMK:1.")
    private KeyName name;

    private final String title;
    private final Act act;

    /** What the command does. */
    @FunctionalInterface
    interface Act {
      ManagedKey on(KeyCustody custody, Authority who, KeyName name);
    }

    Move(String title, Act act) {
      this.title = title;
      this.act = act;
    }

    @Override
    public void run() {
      keys.with(
          desk -> {
            Authority who = desk.custodians().admit(operator);
            ManagedKey moved = act.on(desk.custody(), who, name);
            Receipt.of(title).key(moved).print(desk.out(), who);
          });
    }
  }

  /** Of a key that is there but not yet used. */
  static void tellPending(KeyDesk desk, String title, ManagedKey key, Authority who) {
    Receipt.of(title).key(key).print(desk.out(), who);
    desk.out().print("It is used once it is active: ./prepaid keys activate " + key.name());
  }

  /** {@code keys generate}. */
  @Command(
      name = "generate",
      description = "Make the next version of a key from random bits. It waits to be activated.",
      mixinStandardHelpOptions = true)
  static final class Generate implements Runnable {
    @ParentCommand private KeysCommand keys;
    @Mixin private KeyArguments.Fresh key;
    @Mixin private Custodians.One operator;

    @Override
    public void run() {
      keys.with(
          desk -> {
            Authority who = desk.custodians().admit(operator);
            tellPending(desk, "KEY MADE", desk.custody().generate(who, key.wish()), who);
          });
    }
  }

  /** {@code keys activate}. */
  @Command(
      name = "activate",
      description = {
        "Use this version for what is new from now on.",
        "The version before is superseded: it still opens what it sealed."
      },
      mixinStandardHelpOptions = true)
  static final class Activate extends Move {
    Activate() {
      super("KEY ACTIVE", KeyCustody::activate);
    }
  }

  /** {@code keys supersede}. */
  @Command(
      name = "supersede",
      description = "Take an active key out of use without another in its place.",
      mixinStandardHelpOptions = true)
  static final class Supersede extends Move {
    Supersede() {
      super("KEY SUPERSEDED", KeyCustody::supersede);
    }
  }

  /** {@code keys compromise}. */
  @Command(
      name = "compromise",
      description = {
        "Mark a key that somebody else may know: nothing new is made with it.",
        "Then rotate it, or hold a ceremony for the next version, at once."
      },
      mixinStandardHelpOptions = true)
  static final class Compromise extends Move {
    Compromise() {
      super("KEY COMPROMISED", KeyCustody::compromise);
    }
  }

  /** {@code keys destroy}. */
  @Command(
      name = "destroy",
      description = {
        "Delete a key for good; its name, check value and history stay. Two custodians.",
        "Refused while something uses it: then the message says what."
      },
      mixinStandardHelpOptions = true)
  static final class Destroy implements Runnable {
    @ParentCommand private KeysCommand keys;
    @Mixin private Custodians.Two operators;

    @Parameters(paramLabel = "NAME", description = "As in ZONE/CUPNET:ZMK:1.")
    private KeyName name;

    @Option(names = "--yes", description = "Do not ask for the name again.")
    private boolean sure;

    @Override
    public void run() {
      keys.with(
          desk -> {
            Authority who = desk.custodians().admitTwo(operators);
            requireSure(desk);
            ManagedKey destroyed = desk.custody().destroy(who, name);
            Receipt.of("KEY DESTROYED").key(destroyed).print(desk.out(), who);
          });
    }

    private void requireSure(KeyDesk desk) {
      String wanted = name.toString();
      if (!sure && !desk.keyboard().line("the key's name again").equals(wanted)) {
        throw new OperatorException(ErrorCode.INPUT_REFUSED, "that is not " + wanted);
      }
    }
  }

  /** {@code keys rotate}. */
  @Command(
      name = "rotate",
      description = {
        "Make the next version of a key and use it at once.",
        "It is like the version that is active, where nothing else is said. What older versions"
            + " sealed is sealed anew by a job."
      },
      mixinStandardHelpOptions = true)
  static final class Rotate implements Runnable {
    @ParentCommand private KeysCommand keys;
    @Mixin private KeyArguments.Fresh key;
    @Mixin private Custodians.One operator;

    @Override
    public void run() {
      keys.with(
          desk -> {
            Authority who = desk.custodians().admit(operator);
            Optional<ManagedKey> before = desk.custody().active(key.owner, key.type);
            ManagedKey rotated =
                desk.custody().rotate(who, before.map(key::wishLike).orElseGet(key::wish));
            Receipt.of("KEY ROTATED").key(rotated).print(desk.out(), who);
          });
    }
  }
}
