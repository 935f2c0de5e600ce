package org.openprepaid.softpos.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import org.openprepaid.softpos.iso.CupCodec;
import org.openprepaid.softpos.iso.Frame;
import org.openprepaid.softpos.iso.IsoMessage;
import org.openprepaid.softpos.key.CupMac;
import org.openprepaid.softpos.key.Keys;
import org.openprepaid.softpos.pos.HostLink;
import org.openprepaid.softpos.pos.MessageForms;
import org.openprepaid.softpos.pos.TerminalException;
import org.openprepaid.softpos.pos.TerminalIdentity;
import org.openprepaid.softpos.pos.Transaction;

/**
 * One terminal of a load: its keys, its batch, its trace numbers and its purchases made ready. All
 * its connections are served by one thread, so that nothing here is shared.
 */
final class LoadTerminal {
  private static final int MAX_TRACE = 999_999;
  private static final int FIRST_TRACE = 1_000;
  private static final String ZERO_TOTALS = "0".repeat(62);

  private final LoadPlan plan;
  private final TerminalIdentity identity;
  private final MessageForms forms;
  private final PurchaseTemplate[] templates;
  private Keys keys;
  private CupMac mac;
  private int batch;
  private int nextTrace = FIRST_TRACE;
  private int managementTrace;

  LoadTerminal(LoadPlan plan, TerminalIdentity identity) {
    this.plan = plan;
    this.identity = identity;
    this.forms = new MessageForms(identity);
    this.templates = new PurchaseTemplate[plan.cards().size()];
    // away from the traces that a terminal at a counter uses in the batch that is open now
    this.managementTrace = 900_000 + LocalTime.now(ZoneOffset.UTC).toSecondOfDay();
  }

  /** Signs in and has a new batch opened, so that every trace number is free. */
  void open() {
    try (HostLink link = new HostLink(plan.host(), plan.port(), plan.framing())) {
      link.connect();
      signIn(link);
      int before = batch;
      closeBatch(link);
      signIn(link);
      if (batch == before) {
        throw new TerminalException(
            "OP-1967", "the host opened no new batch for terminal " + identity.terminalId());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("OP-1956 the host hung up at sign-in", e);
    }
    nextTrace = FIRST_TRACE;
    Arrays.fill(templates, null);
  }

  /**
   * Has the batch closed, so that a terminal at a counter does not meet the load's trace numbers.
   */
  void leave() throws IOException {
    try (HostLink link = new HostLink(plan.host(), plan.port(), plan.framing())) {
      link.connect();
      closeBatch(link);
    }
  }

  String terminalId() {
    return identity.terminalId();
  }

  int batch() {
    return batch;
  }

  CupMac mac() {
    return mac;
  }

  /** A trace number that this batch has not seen, or 0 when there is none left. */
  int takeTrace() {
    return nextTrace > MAX_TRACE ? 0 : nextTrace++;
  }

  PurchaseTemplate purchaseWith(int card) {
    PurchaseTemplate template = templates[card];
    if (template == null) {
      IsoMessage purchase =
          forms.financial(
              Transaction.PURCHASE, plan.cards().get(card), plan.amount(), batch, 0, null, keys);
      template = new PurchaseTemplate(purchase, plan.framing());
      templates[card] = template;
    }
    return template;
  }

  private void signIn(HostLink link) throws IOException {
    IsoMessage reply =
        exchange(
            link,
            forms.management("0800", plan.keyLength().managementCode(), batch, managementTrace++));
    if (!"00".equals(reply.get(39)) || !reply.has(60) || !reply.has(62)) {
      throw new TerminalException(
          "OP-1967",
          "terminal " + identity.terminalId() + " cannot sign in: code " + reply.get(39));
    }
    keys = Keys.open(identity.tmk(), reply.get(62));
    mac = keys.mac();
    batch = Integer.parseInt(reply.get(60).substring(2, 8));
  }

  /** Settles with totals of zero; where the host knows better, ends the upload at once. */
  private void closeBatch(HostLink link) throws IOException {
    IsoMessage reply = exchange(link, forms.settlement(ZERO_TOTALS, batch, managementTrace++));
    boolean balanced = reply.has(48) && reply.get(48).charAt(30) == '1';
    if (!balanced) {
      exchange(link, forms.uploadEnd(false, 0, batch, managementTrace++));
    }
  }

  private IsoMessage exchange(HostLink link, IsoMessage request) throws IOException {
    link.send(CupCodec.pack(request));
    Frame frame = link.receive(System.nanoTime() + plan.replyTimeout().toNanos());
    if (frame == null) {
      throw new TerminalException("OP-1967", "the host does not answer " + request.mti());
    }
    return CupCodec.unpack(frame.message());
  }
}
