package org.openprepaid.batch;

import jakarta.batch.api.chunk.AbstractItemReader;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.sql.SQLException;
import org.openprepaid.key.custody.OutdatedPage;
import org.openprepaid.key.custody.SealedStore;

/**
 * Reads what is under an older version of a key, a page an item, store by store; goes on from its
 * checkpoint.
 */
@Dependent
@Named("keyResealReader")
public class KeyResealReader extends AbstractItemReader {
  private final SealedStores stores;
  private final ResealTally tally;
  private ResealPosition position;

  @Inject
  public KeyResealReader(SealedStores stores, ResealTally tally) {
    this.stores = stores;
    this.tally = tally;
  }

  @Override
  public void open(Serializable checkpoint) {
    position = checkpoint instanceof ResealPosition known ? known : ResealPosition.START;
    tally.begin(position.equals(ResealPosition.START));
  }

  @Override
  public OutdatedPage readItem() throws SQLException {
    for (SealedStore store : stores.all()) {
      if (position.isBeforeEndOf(store.name())) {
        position = position.in(store.name());
        OutdatedPage page = stores.after(store, position.id());
        if (page.size() > 0) {
          position = new ResealPosition(store.name(), page.last());
          return page;
        }
      }
    }
    tally.end();
    return null;
  }

  @Override
  public ResealPosition checkpointInfo() {
    return position;
  }
}
