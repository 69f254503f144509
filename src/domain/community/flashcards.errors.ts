import { Conflict, NotFound } from '../../kernel/errors';

/** There is no flashcard with this id, or it is somebody else's. */
export class FlashcardNotFound extends NotFound {
  override readonly code = 'flashcard_not_found';

  constructor() {
    super('This flashcard does not exist.');
  }
}

/** The id of a review belongs to another review of the same person. */
export class ReviewIdTaken extends Conflict {
  override readonly code = 'review_id_taken';

  constructor() {
    super('This review_id was used for another review. Give each review an id of its own.');
  }
}
