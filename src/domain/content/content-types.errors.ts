import { Conflict, Invalid } from '../../kernel/errors';

/** Another content type has this name already. */
export class ContentTypeNameTaken extends Conflict {
  override readonly code = 'content_type_name_taken';

  constructor() {
    super('A content type with this name exists already.');
  }
}

/** A content type with items cannot go. */
export class ContentTypeInUse extends Conflict {
  override readonly code = 'content_type_in_use';

  constructor(items: number) {
    super(
      `${items === 1 ? '1 content item is' : `${items} content items are`} of this type. Change or remove them first.`,
    );
  }
}

/** A new schema would leave items behind that do not fit it. */
export class ContentDoesNotFit extends Conflict {
  override readonly code = 'content_does_not_fit';

  /** @param ids of the first of them. */
  constructor(count: number, ids: readonly number[]) {
    super(
      `${count === 1 ? '1 content item does' : `${count} content items do`} not fit the new schema: ` +
        `${ids.join(', ')}${count > ids.length ? ' …' : ''}. Change them first, or allow for them.`,
    );
  }
}

/** The schema of a content type cannot be used; the message says why and where. */
export class UnusableSchema extends Invalid {
  constructor(message: string, path: readonly (string | number)[] = []) {
    super([{ path: ['body', 'schema', ...path], message, rule: 'schema' }]);
  }
}
