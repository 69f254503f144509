import { ApiProperty } from '@nestjs/swagger';
import type { Note, NoteChanges, NoteDraft, NoteFilter } from '../../../domain/community/note';
import { TextField } from '../../http/fields';
import { LARGEST_ID, QueryInteger, SliceQuery } from '../../http/parameters';
import { IdField } from '../../http/value-fields';
import { WrittenTextField } from '../../http/written-text-field';

const LONGEST_TITLE = 200;
const LONGEST_BODY = 10_000;
const EXAMPLE = 'Each look halves what is **left**.';

/** Something to keep in mind, about one course, module or content item at most. */
export class CreateNoteRequest {
  @TextField({ maximum: LONGEST_TITLE, example: 'Halving', optional: true, nullable: true })
  title?: string | null;

  @WrittenTextField({ maximum: LONGEST_BODY, example: EXAMPLE, description: 'Text or Markdown.' })
  body: string;

  @IdField({ optional: true, nullable: true })
  course_id?: number | null;

  @IdField({ optional: true, nullable: true })
  module_id?: number | null;

  @IdField({ optional: true, nullable: true })
  content_item_id?: number | null;
}

/** What changes about a note; absent fields stay as they are. */
export class UpdateNoteRequest {
  @TextField({ maximum: LONGEST_TITLE, example: 'Halving', optional: true, nullable: true })
  title?: string | null;

  @WrittenTextField({ maximum: LONGEST_BODY, example: EXAMPLE, optional: true })
  body?: string;
}

/** Which notes to list. */
export class NotesQuery extends SliceQuery {
  @QueryInteger({
    minimum: 1,
    maximum: LARGEST_ID,
    description: 'Only those about a course, its modules and its content.',
  })
  course_id?: number;

  @QueryInteger({ minimum: 1, maximum: LARGEST_ID, description: 'Only those about an item.' })
  content_item_id?: number;
}

/** A note of the caller's own. */
export class NoteReply {
  @ApiProperty({ type: 'integer', example: 1 })
  id: number;

  @ApiProperty({ type: 'string', nullable: true, example: 'Halving' })
  title: string | null;

  @ApiProperty({ example: EXAMPLE })
  body: string;

  @ApiProperty({ type: 'integer', nullable: true, example: null })
  course_id: number | null;

  @ApiProperty({ type: 'integer', nullable: true, example: null })
  module_id: number | null;

  @ApiProperty({ type: 'integer', nullable: true, example: 1 })
  content_item_id: number | null;

  @ApiProperty({ format: 'date-time', example: '2026-01-20T10:30:00.000Z' })
  created_at: string;

  @ApiProperty({ format: 'date-time', example: '2026-01-20T10:30:00.000Z' })
  updated_at: string;
}

/** A note as this contract shows it. */
export function toNote(note: Note): NoteReply {
  return {
    id: note.id,
    title: note.title,
    body: note.body,
    course_id: note.courseId,
    module_id: note.moduleId,
    content_item_id: note.contentItemId,
    created_at: note.createdAt.toISOString(),
    updated_at: note.updatedAt.toISOString(),
  };
}

/** The domain's words for a note to keep. */
export function toNoteDraft(request: CreateNoteRequest): NoteDraft {
  return {
    title: request.title ?? null,
    body: request.body,
    courseId: request.course_id ?? null,
    moduleId: request.module_id ?? null,
    contentItemId: request.content_item_id ?? null,
  };
}

/** The domain's words for what changes; undefined is what the request left out. */
export function toNoteChanges(request: UpdateNoteRequest): NoteChanges {
  return { title: request.title, body: request.body };
}

/** The domain's words for which notes to list. */
export function toNoteFilter(query: NotesQuery): NoteFilter {
  return { courseId: query.course_id ?? null, contentItemId: query.content_item_id ?? null };
}
