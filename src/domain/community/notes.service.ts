import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor';
import type { Slice } from '../../kernel/page';
import { Database } from '../../platform/database/database';
import { Outbox } from '../../platform/queue/outbox';
import { UsersService } from '../users/users.service';
import { NoteCreated } from './community.events';
import type { Note, NoteChanges, NoteDraft, NoteFilter } from './note';
import { NoteNotFound, TooManyPlaces } from './notes.errors';
import { NotesRepository } from './notes.repository';
import { PlacesService } from './places.service';

/** Notes are private: everybody has their own and nobody, admins included, another's. */
@Injectable()
export class NotesService {
  constructor(
    private readonly database: Database,
    private readonly notes: NotesRepository,
    private readonly places: PlacesService,
    private readonly users: UsersService,
    private readonly outbox: Outbox,
  ) {}

  /**
   * Keeps a note about a course, a module, a content item, or nothing of these.
   *
   * @throws TooManyPlaces
   * @throws UnknownReference for a place that the actor may not know of.
   */
  create(actor: Actor, draft: NoteDraft): Promise<Note> {
    const places = [draft.courseId, draft.moduleId, draft.contentItemId];
    if (places.filter((id) => id !== null).length > 1) throw new TooManyPlaces();
    return this.database.transaction(async () => {
      const courseId = await this.places.courseOf(actor, draft);
      const note = await this.notes.insert(actor.userId, draft);
      await this.users.noteActivity(actor.userId);
      const { id: noteId, contentItemId } = note;
      const { userId } = actor;
      await this.outbox.publish(new NoteCreated({ noteId, userId, courseId, contentItemId }));
      return note;
    });
  }

  /** The actor's own, the newest first. */
  list(actor: Actor, filter: NoteFilter, slice: Slice): Promise<Note[]> {
    return this.notes.list(actor.userId, filter, slice);
  }

  /** @throws NoteNotFound */
  async get(actor: Actor, id: number): Promise<Note> {
    return found(await this.notes.find(actor.userId, id));
  }

  /** Changes a note; what is absent stays, and so does its place. @throws NoteNotFound */
  async update(actor: Actor, id: number, changes: NoteChanges): Promise<Note> {
    return found(await this.notes.update(actor.userId, id, changes));
  }

  /** @throws NoteNotFound */
  async delete(actor: Actor, id: number): Promise<void> {
    if (!(await this.notes.delete(actor.userId, id))) throw new NoteNotFound();
  }
}

function found(note: Note | null): Note {
  if (note === null) throw new NoteNotFound();
  return note;
}
