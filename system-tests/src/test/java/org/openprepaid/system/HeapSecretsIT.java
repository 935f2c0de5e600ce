package org.openprepaid.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openprepaid.system.Replies.assertApproved;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openprepaid.softpos.pos.Card;
import org.openprepaid.softpos.pos.Outcome;
import org.openprepaid.softpos.pos.TerminalIdentity;
import org.openprepaid.softpos.sample.SampleInstitution;
import org.openprepaid.softpos.sample.SampleInstitution.SampleCard;
import org.openprepaid.system.instance.Instance;

/**
 * Whoever reads the server's memory finds there no PIN, no card number and no master key of a
 * terminal: not even in that of the process that loaded the sample institution, which has seen all
 * of it in clear. What he does find is the working keys of the terminals that are signed in, which
 * the security module keeps open.
 */
@ExtendWith(RunningInstance.class)
class HeapSecretsIT {
  private static final int PURCHASES = 1_000;
  private static final int TERMINALS = 20;
  private static final int CARDS = 25;

  /** No secret: shows that it is the server's memory in which nothing else is found. */
  private static final String CONTROL = "state directory";

  @Test
  void afterAThousandPurchasesNoSecretOfTheirsIsInMemory(Institution institution) {
    Instance instance = institution.instance();
    List<Card> cards = Stream.generate(institution::cardWithPin).limit(CARDS).toList();

    Set<String> answered = buy(institution, cards);

    HeapDump dump = HeapDump.of(instance.server(), instance.directory().resolve("server.hprof"));
    HeapSecrets secrets = secrets(institution.sample(), cards, answered);
    secrets.addWords(CONTROL, instance.directory().toString());
    List<HeapFind> finds = dump.find(secrets);
    // with a find, the dump stays for who wants to look
    assertThat(finds.stream().filter(find -> !find.secret().equals(CONTROL)))
        .as("secrets in the server's memory")
        .isEmpty();
    assertThat(finds).as("what stands there for certain").isNotEmpty();
    dump.delete();
  }

  /** Returns the numbers of six digits that are no secret, and that a PIN may equal. */
  private static Set<String> buy(Institution institution, List<Card> cards) {
    List<Counter> counters = new ArrayList<>();
    Set<String> answered = new HashSet<>();
    try {
      for (int i = 0; i < TERMINALS; i++) {
        counters.add(institution.newCounter());
      }
      for (int i = 0; i < PURCHASES; i++) {
        // the same card at other terminals, again and again
        Counter counter = counters.get((i + i / TERMINALS) % TERMINALS);
        Card card = cards.get(i % CARDS);
        Outcome purchase = assertApproved(counter.terminal().purchase(card, 1));
        answered.add(purchase.authCode());
        answered.add("%06d".formatted(purchase.trace()));
        answered.add("%06d".formatted(purchase.batch()));
      }
    } finally {
      counters.forEach(Counter::close);
    }
    return answered;
  }

  private static HeapSecrets secrets(
      SampleInstitution sample, List<Card> used, Set<String> answered) {
    HeapSecrets secrets = new HeapSecrets();
    for (SampleCard line : sample.cards()) {
      Card card = line.card();
      secrets.addCardNumber(card.pan());
      if (card.pin() != null) {
        secrets.addPinBlocks(card.pin(), card.pan());
      }
    }
    // of six digits by themselves, there are always some that equal the PIN of a card unused
    used.stream()
        .filter(card -> !answered.contains(card.pin()))
        .forEach(card -> secrets.addPin(card.pin(), card.pan()));
    for (TerminalIdentity terminal : sample.terminals()) {
      secrets.addKey("master key of " + terminal.terminalId(), terminal.tmk());
    }
    return secrets;
  }
}
