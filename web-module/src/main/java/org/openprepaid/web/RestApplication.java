package org.openprepaid.web;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeType;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.info.License;
import org.eclipse.microprofile.openapi.annotations.security.SecurityScheme;

/** The REST interface. */
@ApplicationPath("/api")
@OpenAPIDefinition(
    info =
        @Info(
            title = "OpenPrepaid",
            version = "0.1.0",
            description =
                "The institution's own interface. Amounts are whole numbers in the currency's minor"
                    + " unit; times are UTC; ids are strings, for they exceed what JavaScript's"
                    + " numbers hold. An error is an object with a code that the catalogue explains"
                    + " and a message.",
            license =
                @License(
                    name = "AGPL-3.0-or-later",
                    url = "https://www.gnu.org/licenses/agpl-3.0.html")))
@SecurityScheme(
    securitySchemeName = "operator",
    type = SecuritySchemeType.HTTP,
    scheme = "basic",
    description = "An operator's username and password")
public class RestApplication extends Application {}
