import { Conflict, Forbidden, NotFound, Unprocessable } from '../../kernel/errors';

/** There are fewer points than the move takes. */
export class InsufficientPoints extends Unprocessable {
  override readonly code = 'insufficient_points';

  constructor() {
    super('There are not enough points for this.');
  }
}

/** The key of a move came again with another move. */
export class TransferKeyReused extends Conflict {
  override readonly code = 'transfer_key_reused';

  constructor() {
    super('This key was used for another move of points. Use a new one.');
  }
}

/** The transfer does not exist, or moved no points of the caller. */
export class TransferNotFound extends NotFound {
  override readonly code = 'transfer_not_found';

  constructor() {
    super('You have no such transfer.');
  }
}

/** Nobody with this id has an account here. */
export class PersonNotFound extends NotFound {
  override readonly code = 'person_not_found';

  constructor() {
    super('There is nobody with this id.');
  }
}

/** Points are granted and corrected by platform admins. */
export class PointsAdminsOnly extends Forbidden {
  override readonly code = 'platform_admins_only';

  constructor() {
    super('Only platform admins do this.');
  }
}
