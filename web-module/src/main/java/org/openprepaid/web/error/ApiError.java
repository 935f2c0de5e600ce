package org.openprepaid.web.error;

import jakarta.json.Json;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What a caller learns of an error.
 *
 * @param code the code that the catalogue explains
 * @param message what is wrong, in a sentence, without internals
 */
@Schema(description = "An error")
public record ApiError(
    @Schema(description = "Code that the catalogue explains", example = "OP-1803") String code,
    @Schema(description = "What is wrong", example = "no such transaction") String message) {

  Response response(int status) {
    return Response.status(status).type(MediaType.APPLICATION_JSON).entity(this).build();
  }

  /** As JSON text, for where no REST runtime writes it. */
  String toJson() {
    return Json.createObjectBuilder().add("code", code).add("message", message).build().toString();
  }
}
