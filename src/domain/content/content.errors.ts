import { Invalid, NotFound } from '../../kernel/errors';

/** There is no content item with this id, or the caller may not know of it. */
export class ContentNotFound extends NotFound {
  override readonly code = 'content_not_found';

  constructor() {
    super('This content item does not exist.');
  }
}

/** There is no content type with this id. */
export class ContentTypeNotFound extends NotFound {
  override readonly code = 'content_type_not_found';

  constructor() {
    super('This content type does not exist.');
  }
}

/** The body names a content type that does not exist. */
export class UnknownContentType extends Invalid {
  constructor() {
    super([
      {
        path: ['body', 'content_type_id'],
        message: 'there is no content type with this id',
        rule: 'unknown_reference',
      },
    ]);
  }
}
