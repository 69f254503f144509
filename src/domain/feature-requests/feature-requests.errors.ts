import { Forbidden, NotFound } from '../../kernel/errors';

/** There is no such request. */
export class FeatureRequestNotFound extends NotFound {
  override readonly code = 'feature_request_not_found';

  constructor() {
    super('This feature request does not exist.');
  }
}

/** Requests of everybody are for instructors and platform admins. */
export class FeatureRequestsNotAllowed extends Forbidden {
  override readonly code = 'feature_requests_not_allowed';

  constructor() {
    super('Only instructors and platform admins work with the feature requests of others.');
  }
}
