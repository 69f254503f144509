import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor';
import { ContentTypesService } from '../content/content-types.service';
import { type ContentDraft, ContentService } from '../content/content.service';
import type { ImportedType, ItemOutline } from './course-outline';
import { ImportOriginsRepository, type Origin } from './import-origins.repository';
import { type ImportRun, sourceHash } from './import-run';
import { numberQuestions } from './question-ids';

/** The ids of the content types that sources have. */
export type ContentTypeIds = ReadonlyMap<ImportedType, number>;

/** Where an item stands: in which module, known by its key too, and at which position. */
export interface ItemPlace {
  readonly moduleId: number;
  readonly moduleKey: string;
  readonly index: number;
}

/** Writes the content items of a source through the rules of content. */
@Injectable()
export class ContentWriter {
  constructor(
    private readonly content: ContentService,
    private readonly contentTypes: ContentTypesService,
    private readonly origins: ImportOriginsRepository,
  ) {}

  /** The content types that every installation has. */
  async typeIds(): Promise<ContentTypeIds> {
    const types = await this.contentTypes.list();
    return new Map(types.map(({ name, id }) => [name as ImportedType, id]));
  }

  /** Creates an item, changes it where its source did, or leaves it as it is. */
  async write(
    run: ImportRun,
    item: ItemOutline,
    place: ItemPlace,
    types: ContentTypeIds,
  ): Promise<void> {
    const origin = run.originOf(item.key);
    const hash = sourceHash({
      type: item.type,
      title: item.title,
      description: item.description,
      data: item.data,
      questions: item.questions,
      duration: item.durationSeconds,
      published: item.isPublished,
    });
    const placeName = `${place.moduleKey}#${place.index}`;
    const isSaid = origin?.hash?.equals(hash) ?? false;
    const isPlaced = origin?.place === placeName;
    if (origin !== null && isSaid && isPlaced) {
      run.note('content', 'unchanged', item.title, item.file);
      return;
    }
    await run.attempt(item, async () => {
      const bank = numberQuestions(
        item.questions,
        origin?.questions ?? [],
        origin?.lastQuestionId ?? 0,
      );
      const details = isSaid ? {} : { ...detailsOf(item, types), dataJson: dataOf(item, bank) };
      const standing = { moduleId: place.moduleId, sequenceIndex: place.index };
      const id = await this.store(run, origin, { ...details, ...standing });
      await this.origins.save(run.courseId, {
        key: item.key,
        part: 'content',
        moduleId: null,
        contentItemId: id,
        hash,
        place: placeName,
        lastQuestionId: bank.lastId,
      });
      run.note('content', origin === null ? 'created' : 'updated', item.title, item.file);
    });
  }

  /** Hides an item that its source no longer has; learners' work on it stays. */
  async retire(run: ImportRun, origin: Origin): Promise<void> {
    if (origin.contentItemId === null) return;
    await this.content.update(run.actor, origin.contentItemId, { isPublished: false });
    await this.origins.save(run.courseId, { ...origin, hash: null });
    run.note('content', 'unpublished', origin.title, null);
  }

  private async store(
    run: ImportRun,
    origin: Origin | null,
    said: Partial<ContentDraft>,
  ): Promise<number> {
    const { contentItemId } = origin ?? { contentItemId: null };
    if (contentItemId === null) return this.create(run.actor, run.courseId, said);
    await this.content.update(run.actor, contentItemId, said);
    return contentItemId;
  }

  private async create(
    actor: Actor,
    courseId: number,
    said: Partial<ContentDraft>,
  ): Promise<number> {
    // A new item has no origin, so that everything about it is said.
    const draft = { courseId, isGated: false, ...said } as ContentDraft;
    return (await this.content.create(actor, draft)).id;
  }
}

function detailsOf(
  item: ItemOutline,
  types: ContentTypeIds,
): Omit<ContentDraft, 'courseId' | 'moduleId' | 'sequenceIndex' | 'dataJson' | 'isGated'> {
  return {
    // An id that no content type has is refused with a message that names it.
    contentTypeId: types.get(item.type) ?? 0,
    title: item.title,
    description: item.description,
    estimatedDurationSeconds: item.durationSeconds,
    isPublished: item.isPublished,
  };
}

function dataOf(
  item: ItemOutline,
  { questions }: ReturnType<typeof numberQuestions>,
): ContentDraft['dataJson'] {
  return questions.length === 0 ? item.data : { ...item.data, questions };
}
