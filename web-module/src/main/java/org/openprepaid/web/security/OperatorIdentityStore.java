package org.openprepaid.web.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStore;
import java.util.Set;
import java.util.stream.Collectors;
import org.openprepaid.operator.OperatorLogIn;
import org.openprepaid.operator.Role;

/** Operators, for the container's security. */
@ApplicationScoped
public class OperatorIdentityStore implements IdentityStore {
  private OperatorLogIn logIn;

  /** For the container's proxy. */
  protected OperatorIdentityStore() {}

  @Inject
  public OperatorIdentityStore(OperatorLogIn logIn) {
    this.logIn = logIn;
  }

  /** Found by the container through its parameter's type. */
  public CredentialValidationResult validate(UsernamePasswordCredential credential) {
    String username = credential.getCaller();
    return logIn
        .authenticate(username, credential.getPassword().getValue())
        .map(roles -> new CredentialValidationResult(username, names(roles)))
        .orElse(CredentialValidationResult.INVALID_RESULT);
  }

  private static Set<String> names(Set<Role> roles) {
    return roles.stream().map(Role::name).collect(Collectors.toSet());
  }
}
