package org.openprepaid.web.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.security.enterprise.authentication.mechanism.http.BasicAuthenticationMechanismDefinition;

/** How operators prove who they are: HTTP Basic; outside the machine only over TLS. */
@ApplicationScoped
@BasicAuthenticationMechanismDefinition(realmName = "OpenPrepaid")
public class OperatorAuthentication {}
