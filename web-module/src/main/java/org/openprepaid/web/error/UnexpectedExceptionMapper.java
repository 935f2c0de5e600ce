package org.openprepaid.web.error;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.sql.SQLException;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Whatever was not foreseen: logged with a reference, of which the caller is told, and nothing else
 * is.
 */
@Provider
public class UnexpectedExceptionMapper implements ExceptionMapper<Throwable> {
  private static final Logger LOG = Logger.getLogger(UnexpectedExceptionMapper.class.getName());

  @Override
  public Response toResponse(Throwable e) {
    String reference = UUID.randomUUID().toString();
    if (isFromDatabase(e)) {
      LOG.log(Level.WARNING, "OP-1808 database error, reference " + reference, e);
      return new ApiError("OP-1808", "the database does not answer; reference " + reference)
          .response(Response.Status.SERVICE_UNAVAILABLE.getStatusCode());
    }
    LOG.log(Level.SEVERE, "OP-1800 unexpected error, reference " + reference, e);
    return new ApiError("OP-1800", "an internal error; reference " + reference)
        .response(Response.Status.INTERNAL_SERVER_ERROR.getStatusCode());
  }

  private static boolean isFromDatabase(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException) {
        return true;
      }
    }
    return false;
  }
}
