import { Conflict, Invalid, NotFound } from '../../kernel/errors';

/** There is no offering with this id, or the caller may not know of it. */
export class OfferingNotFound extends NotFound {
  override readonly code = 'offering_not_found';

  constructor() {
    super('This course offering does not exist.');
  }
}

/** An end that does not come after its start. */
export class EndsBeforeItStarts extends Invalid {
  constructor(field: 'ends_at' | 'enrollment_end') {
    super([
      {
        path: ['body', field],
        message: 'the end does not come after the start',
        rule: 'end_before_start',
      },
    ]);
  }
}

/** More people are in the offering than the new capacity would take. */
export class CapacityTooSmall extends Conflict {
  override readonly code = 'capacity_too_small';

  constructor(taken: number) {
    super(`${taken} people are enrolled already. Choose a capacity of at least ${taken}.`);
  }
}

/** Somebody who should teach an offering but is no instructor of its university. */
export class NotAnInstructor extends Invalid {
  constructor() {
    super([
      {
        path: ['path', 'user_id'],
        message: 'the university has no instructor with this id',
        rule: 'unknown_reference',
      },
    ]);
  }
}
