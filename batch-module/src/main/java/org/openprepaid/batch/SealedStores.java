package org.openprepaid.batch;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.openprepaid.key.custody.OutdatedPage;
import org.openprepaid.key.custody.Resealed;
import org.openprepaid.key.custody.SealedStore;

/** All stores of sealed values that the contexts have, and the database they are in. */
@ApplicationScoped
public class SealedStores {
  @Resource(lookup = "jdbc/prepaid")
  private DataSource database;

  private List<SealedStore> stores;

  /** For the container's proxy. */
  protected SealedStores() {}

  @Inject
  public SealedStores(@Any Instance<SealedStore> found) {
    this(null, found.stream());
  }

  SealedStores(DataSource database, Stream<SealedStore> found) {
    this.database = database;
    this.stores = found.sorted(Comparator.comparing(SealedStore::name)).toList();
  }

  /** In the order of their names. */
  public List<SealedStore> all() {
    return stores;
  }

  public Connection connect() throws SQLException {
    return database.getConnection();
  }

  /** The next rows of a store, as {@link SealedStore#after}. */
  public OutdatedPage after(SealedStore store, long id) throws SQLException {
    try (Connection connection = connect()) {
      return store.after(connection, id);
    }
  }

  /** Writes a page in the caller's transaction, as {@link OutdatedPage#write}. */
  public Resealed write(OutdatedPage page) throws SQLException {
    try (Connection connection = connect()) {
      return page.write(connection);
    }
  }
}
