import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor';
import type { Slice } from '../../kernel/page';
import { Database } from '../../platform/database/database';
import { Outbox } from '../../platform/queue/outbox';
import { FlashcardCreated } from './community.events';
import type {
  Flashcard,
  FlashcardChanges,
  FlashcardCount,
  FlashcardDraft,
  FlashcardRating,
} from './flashcard';
import { dueDates, newSchedule } from './flashcard-scheduling';
import { FlashcardNotFound } from './flashcards.errors';
import { FlashcardsRepository } from './flashcards.repository';
import { PlacesService } from './places.service';

/** Flashcards are private: everybody has their own and nobody, admins included, another's. */
@Injectable()
export class FlashcardsService {
  constructor(
    private readonly database: Database,
    private readonly cards: FlashcardsRepository,
    private readonly places: PlacesService,
    private readonly outbox: Outbox,
  ) {}

  /**
   * Adds a card, due at once. A card about a content item is one of the item's course.
   *
   * @throws UnknownReference for a place that the actor may not know of.
   */
  create(actor: Actor, draft: FlashcardDraft): Promise<Flashcard> {
    return this.database.transaction(async () => {
      const courseId = await this.places.courseOf(actor, draft);
      const schedule = newSchedule(new Date());
      const { userId } = actor;
      const id = await this.cards.insert(userId, { ...draft, courseId }, schedule);
      const about = { flashcardId: id, userId, courseId, contentItemId: draft.contentItemId };
      await this.outbox.publish(new FlashcardCreated(about));
      return this.get(actor, id);
    });
  }

  /** The actor's own by when they are due; `onlyDue` leaves out those whose time is to come. */
  list(
    actor: Actor,
    filter: { readonly courseId: number | null; readonly onlyDue: boolean },
    slice: Slice,
  ): Promise<Flashcard[]> {
    const dueAt = filter.onlyDue ? new Date() : null;
    return this.cards.list(actor.userId, { courseId: filter.courseId, dueAt }, slice);
  }

  /** How many of the actor's cards wait now, of one course or of all. */
  countDue(actor: Actor, courseId: number | null): Promise<FlashcardCount> {
    return this.cards.count(actor.userId, courseId, new Date());
  }

  /** @throws FlashcardNotFound */
  async get(actor: Actor, id: number): Promise<Flashcard> {
    const card = await this.cards.find(actor.userId, id);
    if (card === null) throw new FlashcardNotFound();
    return card;
  }

  /** When a card would be due next, for each rating given now. @throws FlashcardNotFound */
  async preview(actor: Actor, id: number): Promise<Readonly<Record<FlashcardRating, Date>>> {
    return dueDates(await this.get(actor, id), new Date());
  }

  /** Changes the words of a card; its schedule stays. @throws FlashcardNotFound */
  async update(actor: Actor, id: number, changes: FlashcardChanges): Promise<Flashcard> {
    if (!(await this.cards.update(actor.userId, id, changes))) throw new FlashcardNotFound();
    return this.get(actor, id);
  }

  /** Removes a card; that it was reviewed stays on record. @throws FlashcardNotFound */
  async delete(actor: Actor, id: number): Promise<void> {
    if (!(await this.cards.delete(actor.userId, id))) throw new FlashcardNotFound();
  }
}
