import { Unavailable } from '../../kernel/errors';

/** A name leads into a network that this installation does not call. */
export class PrivateAddressRefused extends Unavailable {
  override readonly code = 'private_address_refused';

  constructor() {
    super(
      'The host is in a private network. PRIVATE_NETWORKS_ALLOWED lists the ones that may be called.',
    );
  }
}
