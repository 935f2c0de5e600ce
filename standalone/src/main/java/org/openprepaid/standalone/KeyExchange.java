package org.openprepaid.standalone;

import org.openprepaid.key.Kcv;
import org.openprepaid.key.KeyName;
import org.openprepaid.key.ManagedKey;
import org.openprepaid.key.custody.Authority;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** The commands by which keys come from a partner and go to one, as X9.143 (TR-31) blocks. */
final class KeyExchange {
  private KeyExchange() {}

  /** {@code keys import}. */
  @Command(
      name = "import",
      description = {
        "Take in a key that a partner sent as a key block under the common ZMK.",
        "It becomes the next version and waits to be activated."
      },
      mixinStandardHelpOptions = true)
  static final class Import implements Runnable {
    @ParentCommand private KeysCommand keys;
    @Mixin private KeyArguments.Incoming key;
    @Mixin private Custodians.One operator;

    @Option(
        names = "--zmk",
        required = true,
        paramLabel = "NAME",
        description = "The zone master key that protects the block.")
    private KeyName zmk;

    @Option(
        names = "--block",
        paramLabel = "TEXT",
        description = "The block; otherwise it is asked for.")
    private String block;

    @Option(
        names = "--kcv",
        paramLabel = "HEX",
        description = "The check value that the partner told.")
    private Kcv kcv;

    @Override
    public void run() {
      keys.with(
          desk -> {
            Authority who = desk.custodians().admit(operator);
            String text = block == null ? desk.keyboard().line("key block") : block.trim();
            ManagedKey imported = desk.custody().importBlock(who, zmk, text, key.wish(), kcv);
            KeyLife.tellPending(desk, "KEY TAKEN IN", imported, who);
          });
    }
  }

  /** {@code keys export}. */
  @Command(
      name = "export",
      description = {
        "Hand out a key as a key block under the common ZMK. Two custodians.",
        "Only a key that was made --exportable leaves, and only under a ZMK as strong as itself."
      },
      mixinStandardHelpOptions = true)
  static final class Export implements Runnable {
    @ParentCommand private KeysCommand keys;
    @Mixin private Custodians.Two operators;

    @Parameters(paramLabel = "NAME", description = "As in ZONE/CUPNET:ZPK:1.")
    private KeyName name;

    @Option(
        names = "--zmk",
        required = true,
        paramLabel = "NAME",
        description = "The zone master key that both sides hold.")
    private KeyName zmk;

    @Override
    public void run() {
      keys.with(
          desk -> {
            Authority who = desk.custodians().admitTwo(operators);
            String block = desk.custody().exportBlock(who, name, zmk);
            Receipt.of("KEY HANDED OUT")
                .key(desk.custody().get(name))
                .line("under", zmk)
                .print(desk.out(), who);
            desk.out().print(block);
          });
    }
  }
}
