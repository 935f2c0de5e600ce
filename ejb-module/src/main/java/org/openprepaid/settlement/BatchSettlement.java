package org.openprepaid.settlement;

import jakarta.annotation.Resource;
import jakarta.ejb.EJBException;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.openprepaid.terminal.BatchStatus;
import org.openprepaid.transaction.ResponseCode;

/**
 * Closes terminal batches. Totals that agree close the batch at once; totals that do not make the
 * terminal upload its details, and the end of that upload closes it. While the terminal's row is
 * locked no transaction of it is decided, so none slips between the sums and the close.
 *
 * <p>Every step may come again, since terminals repeat what was not answered: it then has no
 * further effect and gets the same answer.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class BatchSettlement {
  /** The highest batch number; 1 follows. */
  public static final int MAX_BATCH = 999_999;

  /** The most details a batch may upload: what four digits count. */
  public static final int MAX_DETAILS = 9_999;

  private static final Logger LOG = Logger.getLogger(BatchSettlement.class.getName());

  @Resource(lookup = "jdbc/prepaid")
  private DataSource database;

  /** For the container. */
  public BatchSettlement() {}

  BatchSettlement(DataSource database) {
    this.database = database;
  }

  /** The number of the batch after this one. */
  static int numberAfter(int batchNumber) {
    return batchNumber >= MAX_BATCH ? 1 : batchNumber + 1;
  }

  /**
   * Takes the totals of the terminal's open batch and compares them.
   *
   * @param foreign the totals of foreign cards, of which this host has none: only empty ones agree
   * @return {@link ResponseCode#SIGN_IN_AGAIN} for another batch than the open one, {@link
   *     ResponseCode#DUPLICATE} for other totals of a batch that was presented before
   * @throws EJBException OP-1702 when the database does not answer
   */
  public SettlementAnswer present(
      String terminalId, int batchNumber, BatchTotals terminal, BatchTotals foreign) {
    try (Connection connection = database.getConnection()) {
      BatchTables tables = new BatchTables(connection);
      BatchTables.TerminalBatch open = tables.lockTerminal(terminalId);
      if (open == null) {
        return SettlementAnswer.refused(ResponseCode.UNKNOWN_TERMINAL);
      }
      BatchRecord before = tables.find(terminalId, batchNumber);
      if (before != null) {
        return again(before, terminal);
      }
      if (open.number() != batchNumber) {
        return SettlementAnswer.refused(ResponseCode.SIGN_IN_AGAIN);
      }
      if (tables.hasPending(terminalId, batchNumber)) {
        // a host is still asked about one of them: what it answers belongs into these totals
        return SettlementAnswer.refused(ResponseCode.SYSTEM_ERROR);
      }
      return SettlementAnswer.taken(
          compare(tables, terminalId, batchNumber, terminal, foreign.isEmpty()));
    } catch (SQLException e) {
      throw unavailable(e);
    }
  }

  /**
   * Takes details of a batch whose totals did not agree.
   *
   * @return approved, also for details that came before; {@link ResponseCode#SIGN_IN_AGAIN} when
   *     this batch takes no details; {@link ResponseCode#FORMAT_ERROR} past {@value #MAX_DETAILS}
   * @throws EJBException OP-1702 when the database does not answer
   */
  public ResponseCode upload(
      String terminalId, int batchNumber, List<UploadedTransaction> details) {
    try (Connection connection = database.getConnection()) {
      BatchTables tables = new BatchTables(connection);
      tables.lockTerminal(terminalId);
      BatchRecord batch = tables.find(terminalId, batchNumber);
      if (batch == null) {
        return ResponseCode.SIGN_IN_AGAIN;
      }
      int room = MAX_DETAILS - tables.details(batch);
      for (UploadedTransaction told : details) {
        if (tables.hasDetail(batch, told.trace())) {
          continue;
        }
        if (batch.closed()) {
          return ResponseCode.SIGN_IN_AGAIN;
        }
        if (room-- <= 0) {
          LOG.log(Level.WARNING, "OP-1705 terminal {0} uploads too many details", terminalId);
          return ResponseCode.FORMAT_ERROR;
        }
        tables.addDetail(batch, told, tables.verdict(batch, told));
      }
      return ResponseCode.APPROVED;
    } catch (SQLException e) {
      throw unavailable(e);
    }
  }

  /**
   * Ends the upload and closes the batch. A count that differs from what arrived does not keep the
   * terminal from trading on: it is recorded for people to settle.
   *
   * @param count how many details the terminal says it uploaded
   * @return approved, also for a batch that is closed; {@link ResponseCode#SIGN_IN_AGAIN} for one
   *     whose totals were never presented
   * @throws EJBException OP-1702 when the database does not answer
   */
  public ResponseCode endUpload(String terminalId, int batchNumber, int count) {
    try (Connection connection = database.getConnection()) {
      BatchTables tables = new BatchTables(connection);
      tables.lockTerminal(terminalId);
      BatchRecord batch = tables.find(terminalId, batchNumber);
      if (batch == null) {
        return ResponseCode.SIGN_IN_AGAIN;
      }
      if (!batch.closed()) {
        int arrived = tables.details(batch);
        if (arrived != count) {
          LOG.log(
              Level.WARNING,
              "OP-1703 terminal {0}, batch {1}: {2} details told, {3} arrived",
              new Object[] {terminalId, number(batchNumber), count, arrived});
        }
        tables.close(batch, arrived == count ? batch.result() : BatchResult.INCOMPLETE);
        tables.moveTerminal(terminalId, numberAfter(batchNumber), BatchStatus.OPEN);
      }
      return ResponseCode.APPROVED;
    } catch (SQLException e) {
      throw unavailable(e);
    }
  }

  private static SettlementAnswer again(BatchRecord before, BatchTotals terminal) {
    if (!before.terminal().equals(terminal)) {
      LOG.log(
          Level.WARNING,
          "OP-1704 terminal {0} presents batch {1} again with other totals",
          new Object[] {before.terminalId(), number(before.batchNumber())});
      return SettlementAnswer.refused(ResponseCode.DUPLICATE);
    }
    // what the upload came to later is no answer to the totals
    return SettlementAnswer.taken(
        before.result() == BatchResult.BALANCED ? BatchResult.BALANCED : BatchResult.UNBALANCED);
  }

  private static BatchResult compare(
      BatchTables tables,
      String terminalId,
      int batchNumber,
      BatchTotals terminal,
      boolean domesticOnly)
      throws SQLException {
    HostBatch host = tables.hostBatch(terminalId, batchNumber);
    boolean balanced = domesticOnly && host.agreesWith(terminal);
    BatchResult result = balanced ? BatchResult.BALANCED : BatchResult.UNBALANCED;
    tables.add(
        new BatchRecord(
            terminalId,
            batchNumber,
            tables.businessDate(),
            balanced,
            result,
            terminal,
            host.asCountedBy(terminal)));
    if (balanced) {
      tables.moveTerminal(terminalId, numberAfter(batchNumber), BatchStatus.OPEN);
    } else {
      LOG.log(
          Level.INFO,
          "OP-1706 terminal {0}, batch {1}: totals do not agree, details wanted",
          new Object[] {terminalId, number(batchNumber)});
      tables.moveTerminal(terminalId, batchNumber, BatchStatus.UPLOADING);
    }
    return result;
  }

  /** Without the grouping that a log format would give it. */
  private static String number(int batchNumber) {
    return Integer.toString(batchNumber);
  }

  private static EJBException unavailable(SQLException e) {
    return new EJBException("OP-1702 terminal batches cannot be read or written", e);
  }
}
