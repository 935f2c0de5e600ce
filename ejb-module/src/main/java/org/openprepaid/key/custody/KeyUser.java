package org.openprepaid.key.custody;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.openprepaid.key.KeyName;

/** A context that keeps things which need keys: it knows whether a key may go. */
@FunctionalInterface
public interface KeyUser {
  /** What uses the key, in a few words each; a long list is cut and says so. */
  List<String> usesOf(Connection connection, KeyName name) throws SQLException;
}
