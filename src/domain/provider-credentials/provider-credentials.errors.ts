import { Forbidden, Unavailable } from '../../kernel/errors';

/** Credentials of model providers are for platform admins. */
export class ProviderCredentialsNotAllowed extends Forbidden {
  override readonly code = 'provider_credentials_not_allowed';

  constructor() {
    super('Only platform admins manage the credentials of model providers.');
  }
}

/** There is nothing to sign a request with. */
export class CredentialsMissing extends Unavailable {
  override readonly code = 'credentials_missing';

  constructor() {
    super('No AWS credentials are stored, and the environment has none.');
  }
}
