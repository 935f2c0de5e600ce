package org.openprepaid.softpos.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.openprepaid.softpos.explain.Explanation;
import org.openprepaid.softpos.pos.Amounts;
import org.openprepaid.softpos.pos.Card;
import org.openprepaid.softpos.pos.KeyLength;
import org.openprepaid.softpos.pos.Outcome;
import org.openprepaid.softpos.pos.PosTerminal;
import org.openprepaid.softpos.pos.Settlement;
import org.openprepaid.softpos.pos.Slip;
import org.openprepaid.softpos.pos.Transaction;
import org.openprepaid.softpos.sample.SampleInstitution.SampleCard;

/**
 * The commands at the counter: the same whether typed or in a script. Each command is a line in the
 * table below; a command that cannot be carried out throws.
 */
final class Counter {
  private static final int CARDS_SHOWN = 20;

  private final PosTerminal terminal;
  private final Wallet wallet;
  private final PrintWriter out;
  private final Receipt receipt;
  private final SlipFinder slips;
  private final Expectations expectations;
  private final Map<String, Command> commands = new LinkedHashMap<>();
  private boolean open = true;

  private record Command(String usage, String help, Consumer<Words> action) {}

  Counter(PosTerminal terminal, List<SampleCard> cards, PrintWriter out) {
    this.terminal = terminal;
    this.wallet = new Wallet(cards);
    this.out = out;
    this.receipt = new Receipt(out);
    this.slips = new SlipFinder(terminal);
    this.expectations = new Expectations(terminal);
    managementCommands();
    transactionCommands();
    batchCommands();
    lookingCommands();
    testingCommands();
  }

  /** False after {@code quit}. */
  boolean isOpen() {
    return open;
  }

  Set<String> commandNames() {
    return commands.keySet();
  }

  /** Carries out one line; an empty one and one that begins with {@code #} do nothing. */
  void run(String line) {
    String text = line.strip();
    if (text.isEmpty() || text.startsWith("#")) {
      return;
    }
    Words words = new Words(text);
    String name = words.next("a command").toLowerCase(Locale.ROOT);
    Command command = commands.get(name);
    if (command == null) {
      throw new CommandException("no such command: " + name + " (help lists them)");
    }
    command.action().accept(words);
    words.end();
  }

  private void add(String name, String usage, String help, Consumer<Words> action) {
    commands.put(name, new Command(usage, help, action));
  }

  private void managementCommands() {
    add("signin", "[single|double]", "fetch working keys and the batch number", this::signIn);
    add("signoff", "", "sign off", w -> simple(terminal.signOff()));
    add("echo", "", "echo test", w -> simple(terminal.echo()));
  }

  private void transactionCommands() {
    String card = "[card N|PAN] [swiped|keyed] [pin DIGITS|nopin]";
    add("buy", "AMOUNT " + card + " [as NAME]", "purchase", w -> withCard(w, Transaction.PURCHASE));
    add("balance", card, "balance inquiry", w -> withCard(w, Transaction.INQUIRY));
    add("topup", "AMOUNT " + card, "put money on a card", w -> withCard(w, Transaction.TOP_UP));
    add(
        "preauth",
        "AMOUNT " + card,
        "hold an amount",
        w -> withCard(w, Transaction.PRE_AUTHORISATION));
    add("void", "REF", "undo a purchase, pre-authorisation or completion", this::voidOf);
    add(
        "refund",
        "REF AMOUNT",
        "give back all or part of a purchase",
        w -> withOriginal(w, Transaction.REFUND));
    add(
        "complete",
        "REF [AMOUNT]",
        "complete a pre-authorisation",
        w -> withOriginal(w, Transaction.COMPLETION));
    add(
        "advice",
        "REF [AMOUNT]",
        "complete a pre-authorisation by advice",
        w -> withOriginal(w, Transaction.COMPLETION_ADVICE));
    add("reverse", "REF", "reverse a transaction", this::reverse);
    add("pay", "", "send what is owed now", w -> terminal.payDebts().forEach(this::simple));
  }

  private void batchCommands() {
    add("settle", "", "compare totals; upload the batch when they differ", this::settle);
    add("totals", "", "the batch's totals", w -> out.println("  " + terminal.totals()));
    add("journal", "[all]", "the batch's transactions", this::journal);
    add(
        "debts",
        "",
        "what is owed to the host",
        w -> terminal.debts().forEach(s -> out.println("  " + s)));
  }

  private void lookingCommands() {
    add("cards", "[all]", "the cards at hand", this::cards);
    add(
        "use",
        "card N|PAN …",
        "present this card from now on",
        w -> out.println("  " + wallet.choose(w)));
    add("show", "", "the last request and reply, field by field", w -> show());
    add("status", "", "terminal, batch, keys", w -> status());
    add("help", "", "this list", w -> help());
    add("quit", "", "leave", w -> open = false);
  }

  private void testingCommands() {
    add(
        "expect",
        "CODE | balance A | debits N [A] | credits N [A] | debts N | balanced",
        "stop a script where it is not so",
        expectations::expect);
    add("remember", "NAME", "keep the last reply's balance under a name", expectations::remember);
    add("drop-reply", "[N]", "lose the next reply, or the next N", this::dropReply);
    add(
        "damage-reply",
        "",
        "turn over a bit of the next reply's MAC",
        w -> terminal.faults().damageReply());
    add(
        "wrong-mac",
        "",
        "send the next request with a wrong MAC",
        w -> terminal.faults().wrongMac());
    add(
        "use-batch",
        "N",
        "name another batch in the next transaction",
        w -> terminal.faults().batch(w.number("batch")));
    add(
        "resend",
        "",
        "send the last request again, byte for byte",
        w -> simple(terminal.resend(requireLast())));
  }

  private void signIn(Words words) {
    KeyLength length = words.take("single") ? KeyLength.SINGLE : KeyLength.DOUBLE;
    words.take("double");
    words.end();
    Outcome outcome = terminal.signIn(length);
    simple(outcome);
    if (outcome.approved()) {
      out.printf("  %s, batch %06d%n", terminal.keys(), terminal.batch());
    }
  }

  private void withCard(Words words, Transaction transaction) {
    boolean inquiry = transaction == Transaction.INQUIRY;
    long amount = inquiry ? 0 : Amounts.parse(words.next("an amount"));
    Card card = wallet.presented(words);
    String name = words.take("as") ? words.next("a name") : null;
    words.end();
    done(terminal.perform(transaction, card, amount, null), name);
  }

  private void withOriginal(Words words, Transaction transaction) {
    Slip original = slips.find(words);
    boolean amountGiven = words.peek() != null && Character.isDigit(words.peek().charAt(0));
    if (transaction == Transaction.REFUND && !amountGiven) {
      throw new CommandException("refund how much?");
    }
    long amount = amountGiven ? Amounts.parse(words.next("an amount")) : original.amount();
    String name = words.take("as") ? words.next("a name") : null;
    words.end();
    done(terminal.follow(transaction, original, amount), name);
  }

  private void voidOf(Words words) {
    Slip original = slips.find(words);
    Transaction transaction =
        switch (original.transaction()) {
          case PURCHASE -> Transaction.PURCHASE_VOID;
          case PRE_AUTHORISATION -> Transaction.PRE_AUTHORISATION_VOID;
          case COMPLETION, COMPLETION_ADVICE -> Transaction.COMPLETION_VOID;
          default ->
              throw new CommandException("a " + original.transaction().title() + " has no void");
        };
    words.end();
    done(terminal.follow(transaction, original, original.amount()), null);
  }

  private void reverse(Words words) {
    Slip slip = slips.find(words);
    words.end();
    simple(terminal.reverse(slip));
  }

  private void done(Outcome outcome, String name) {
    expectations.happened(outcome);
    if (name != null) {
      slips.name(name, terminal.slip(outcome));
    }
    receipt.slip(terminal, outcome);
  }

  private void simple(Outcome outcome) {
    expectations.happened(outcome);
    receipt.line(outcome);
  }

  private void settle(Words words) {
    words.end();
    Settlement settlement = terminal.settle();
    expectations.happened(settlement);
    receipt.settlement(settlement);
    if (settlement.unbalanced()) {
      Outcome end = terminal.batchUpload(settlement);
      receipt.line(end);
      if (end.approved()) {
        out.printf(
            "  Batch %06d was uploaded and is closed. Sign in to open the next.%n",
            settlement.batch());
      }
    }
  }

  private void journal(Words words) {
    if (words.take("all")) {
      terminal.earlierSlips().forEach(s -> out.println("  " + s));
    }
    terminal.slips().forEach(s -> out.println("  " + s));
  }

  private void cards(Words words) {
    int shown = words.take("all") ? Integer.MAX_VALUE : CARDS_SHOWN;
    int number = 0;
    for (SampleCard sample : wallet.cards()) {
      number++;
      if (number <= shown) {
        Card card = sample.card();
        out.printf(
            "  %3d  %s  expiry %s  %-8s  began with %12s  %s%n",
            number,
            card,
            card.expiry(),
            card.pin() == null ? "no PIN" : "PIN",
            Amounts.show(sample.balance()),
            sample.product());
      }
    }
    if (number > shown) {
      out.printf("  … %d in all (cards all lists them)%n", number);
    }
  }

  private void show() {
    Outcome outcome = requireLast();
    print("request", Explanation.of(outcome.request()));
    if (outcome.reply() != null) {
      print("reply", Explanation.of(outcome.reply()));
    }
  }

  private void print(String title, Explanation explanation) {
    out.println("  " + title);
    explanation.lines().forEach(line -> out.println("  " + line));
    explanation.problems().forEach(problem -> out.println("  ! " + problem));
  }

  private void status() {
    out.printf(
        "  terminal %s, %s, batch %06d, %d debt(s)%n",
        terminal.identity(),
        terminal.signedIn() ? "signed in with " + terminal.keys() : "not signed in",
        terminal.batch(),
        terminal.debts().size());
    if (terminal.hostOrder() == 3) {
      out.println("  The host orders to sign in again.");
    }
  }

  private void dropReply(Words words) {
    terminal.faults().dropReplies(words.isEmpty() ? 1 : words.number("how many"));
  }

  private Outcome requireLast() {
    if (terminal.last() == null) {
      throw new CommandException("nothing was exchanged yet");
    }
    return terminal.last();
  }

  private void help() {
    commands.forEach(
        (name, command) -> out.printf("  %-12s %-66s %s%n", name, command.usage(), command.help()));
    out.println("  REF is LAST, a trace number, an RRN, or a name given with as.");
    out.println("  A is an amount: 70.00, a name given with remember, or NAME - 30.00.");
  }
}
