import { Conflict, Forbidden, Malformed, RateLimited, Unauthenticated } from '../../kernel/errors';

/** The token of an auth frame is not one of ours, has expired, or its sign-in has ended. */
export class TokenRefused extends Unauthenticated {
  override readonly code = 'token_refused';

  constructor() {
    super('This access token is not valid any more. Sign in again and send an auth frame with it.');
  }
}

/** A connection keeps the person that it began with. */
export class AnotherPerson extends Forbidden {
  override readonly code = 'another_person';

  constructor() {
    super('This connection belongs to another person. Open one of its own for each person.');
  }
}

/** As many topics as a connection may follow are followed already. */
export class TooManyTopics extends Conflict {
  override readonly code = 'too_many_topics';

  constructor(most: number) {
    super(`A connection follows at most ${most} topics. Unsubscribe from one of them first.`);
  }
}

/** One person has too many connections open to this process. */
export class TooManyConnections extends RateLimited {
  override readonly code = 'too_many_connections';

  constructor() {
    super('You have too many connections open. Close one of them first.', 60);
  }
}

/** Frames come faster than anybody needs, or too many of them wait. */
export class TooManyFrames extends RateLimited {
  override readonly code = 'too_many_frames';

  constructor() {
    super('Too many frames in a short time. Connect again in a while and send fewer.', 10);
  }
}

/** Only text is read. */
export class BinaryFrame extends Malformed {
  override readonly code = 'binary_frame';

  constructor() {
    super('Send frames as text: JSON in UTF-8.');
  }
}

/** A page of another origin opened the socket. */
export class ForeignOrigin extends Forbidden {
  override readonly code = 'foreign_origin';

  constructor() {
    super('Pages of this origin may not connect. CORS_ORIGINS lists those that may.');
  }
}

/** Addresses are written to logs; a token in one of them is not a secret any more. */
export class TokenInAddress extends Malformed {
  override readonly code = 'token_in_address';

  constructor() {
    super('Send the token in an auth frame, never in the address.');
  }
}

/** One network address has too many connections open to this process. */
export class TooManyFromAddress extends RateLimited {
  override readonly code = 'too_many_connections';

  constructor() {
    super('Too many connections are open from your network. Try again in a while.', 60);
  }
}
