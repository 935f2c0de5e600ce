package org.openprepaid.acquiring;

/** What a terminal says besides transactions; the names stand in the dispatch table. */
enum ManagementMessage {
  SIGN_IN_SINGLE,
  SIGN_IN_DOUBLE,
  SIGN_OFF,
  ECHO,
  BATCH_SETTLEMENT,
  BATCH_UPLOAD,
  BATCH_UPLOAD_END
}
