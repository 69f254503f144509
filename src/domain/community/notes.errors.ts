import { Invalid, NotFound } from '../../kernel/errors';

/** There is no note with this id, or it is somebody else's. */
export class NoteNotFound extends NotFound {
  override readonly code = 'note_not_found';

  constructor() {
    super('This note does not exist.');
  }
}

/** A note that names more than one thing to be about. */
export class TooManyPlaces extends Invalid {
  constructor() {
    super([
      {
        path: ['body'],
        message: 'name at most one of course_id, module_id and content_item_id',
        rule: 'too_many_places',
      },
    ]);
  }
}
