import { Injectable } from '@nestjs/common';
import { type Actor, mayAuthorIn } from '../../kernel/actor';
import { Invalid } from '../../kernel/errors';
import { Database } from '../../platform/database/database';
import { CoursesService } from '../courses/courses.service';
import { ModulesService } from '../courses/modules.service';
import { requireAuthor } from '../universities/authorship';
import { withoutAnswers } from './answer-fields';
import type { ContentItem } from './content-item.entity';
import { ContentSchemas } from './content-schemas';
import { ContentTypesRepository } from './content-types.repository';
import { ContentNotFound, UnknownContentType } from './content.errors';
import { type ContentRecord, ContentRepository } from './content.repository';
import { lessonHash, optionKeys } from './lesson';
import { bankIssues } from './question-bank';

/** What an author says about a content item. */
export type ContentDraft = Omit<ContentRecord, 'lessonHash' | 'optionKeys'>;

/**
 * The rules of content. Whoever does not write the university's courses gets every item without
 * its answers, from here on and thus on every surface.
 */
@Injectable()
export class ContentService {
  constructor(
    private readonly database: Database,
    private readonly content: ContentRepository,
    private readonly contentTypes: ContentTypesRepository,
    private readonly schemas: ContentSchemas,
    private readonly courses: CoursesService,
    private readonly modules: ModulesService,
  ) {}

  /** The items of a module that the actor may see, in their order. @throws ModuleNotFound */
  async listOfModule(actor: Actor, moduleId: number): Promise<ContentItem[]> {
    await this.modules.get(actor, moduleId);
    const items = await this.content.listOfModule(actor, moduleId);
    return items.map((item) => asSeenBy(actor, item));
  }

  /** @throws ContentNotFound */
  async get(actor: Actor, id: number): Promise<ContentItem> {
    return asSeenBy(actor, found(await this.content.find(actor, id)));
  }

  /**
   * Adds an item to a module.
   *
   * @throws UnknownReference for a course that is not there, or a module that is not in it.
   * @throws NotAnAuthor
   * @throws UnknownContentType
   * @throws Invalid for data that does not fit the content type.
   */
  create(actor: Actor, draft: ContentDraft): Promise<ContentItem> {
    return this.database.transaction(async () => {
      await this.contentTypes.holdAll();
      const id = await this.content.insert(await this.toRecord(actor, draft));
      await this.courses.noteChange(draft.courseId, 'content');
      return this.get(actor, id);
    });
  }

  /**
   * Changes an item; what is absent stays. It may move to another module, and to another course
   * when both are named.
   *
   * @throws ContentNotFound
   * @throws NotAnAuthor
   * @throws UnknownReference
   * @throws UnknownContentType
   * @throws Invalid for data that does not fit the content type.
   */
  update(actor: Actor, id: number, changes: Partial<ContentDraft>): Promise<ContentItem> {
    return this.database.transaction(async () => {
      await this.contentTypes.holdAll();
      const item = found(await this.content.findForUpdate(actor, id));
      requireAuthor(actor, item.course.universityId);
      const draft = changed(item, changes);
      await this.content.update(id, await this.toRecord(actor, draft));
      await this.courses.noteChange(draft.courseId, 'content');
      if (draft.courseId !== item.courseId) await this.courses.noteChange(item.courseId, 'content');
      return this.get(actor, id);
    });
  }

  /**
   * Removes an item and the conversations about it.
   *
   * @throws ContentNotFound
   * @throws NotAnAuthor
   */
  async delete(actor: Actor, id: number): Promise<void> {
    const item = found(await this.content.find(actor, id));
    requireAuthor(actor, item.course.universityId);
    await this.database.transaction(async () => {
      await this.content.delete(id);
      await this.courses.noteChange(item.courseId, 'content');
    });
  }

  /** Checks a draft from end to end and works out what follows from it. */
  private async toRecord(actor: Actor, draft: ContentDraft): Promise<ContentRecord> {
    const course = await this.courses.getToWriteIn(actor, draft.courseId);
    await this.modules.requireInCourse(course.id, draft.moduleId);
    const contentType = await this.contentTypes.findForReference(draft.contentTypeId);
    if (contentType === null) throw new UnknownContentType();
    const misfits = this.schemas.issues(contentType.schema, draft.dataJson);
    const issues = misfits.length > 0 ? misfits : bankIssues(draft.dataJson);
    if (issues.length > 0) throw new Invalid(issues);
    return {
      ...draft,
      lessonHash: lessonHash(draft, contentType.name),
      optionKeys: optionKeys(draft.dataJson),
    };
  }
}

function found(item: ContentItem | null): ContentItem {
  if (item === null) throw new ContentNotFound();
  return item;
}

function asSeenBy(actor: Actor, item: ContentItem): ContentItem {
  return mayAuthorIn(actor, item.course.universityId)
    ? item
    : { ...item, dataJson: withoutAnswers(item.contentType.schema, item.dataJson) };
}

/** What the item becomes; null is a value where a field can be empty. */
function changed(item: ContentItem, changes: Partial<ContentDraft>): ContentDraft {
  const orStays = <Value>(given: Value | undefined, stays: Value): Value =>
    given === undefined ? stays : given;
  return {
    courseId: orStays(changes.courseId, item.courseId),
    moduleId: orStays(changes.moduleId, item.moduleId),
    contentTypeId: orStays(changes.contentTypeId, item.contentTypeId),
    title: orStays(changes.title, item.title),
    description: orStays(changes.description, item.description),
    dataJson: orStays(changes.dataJson, item.dataJson),
    sequenceIndex: orStays(changes.sequenceIndex, item.sequenceIndex),
    estimatedDurationSeconds: orStays(
      changes.estimatedDurationSeconds,
      item.estimatedDurationSeconds,
    ),
    isPublished: orStays(changes.isPublished, item.isPublished),
    isGated: orStays(changes.isGated, item.isGated),
  };
}
