package org.openprepaid.batch;

import jakarta.batch.api.chunk.AbstractItemWriter;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.sql.SQLException;
import java.util.List;
import org.openprepaid.key.custody.OutdatedPage;

/** Writes what was sealed anew, in the chunk's transaction. */
@Dependent
@Named("keyResealWriter")
public class KeyResealWriter extends AbstractItemWriter {
  private final SealedStores stores;
  private final ResealTally tally;

  @Inject
  public KeyResealWriter(SealedStores stores, ResealTally tally) {
    this.stores = stores;
    this.tally = tally;
  }

  @Override
  public void writeItems(List<Object> items) throws SQLException {
    for (Object page : items) {
      tally.add(stores.write((OutdatedPage) page));
    }
  }
}
