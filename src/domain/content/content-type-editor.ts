import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor';
import { canonicalJson } from '../../kernel/json';
import { Database } from '../../platform/database/database';
import { requirePlatformAdmin } from '../universities/authorship';
import { ContentSchemas } from './content-schemas';
import { ContentTypeItems } from './content-type-items.repository';
import type { ContentType } from './content-type.entity';
import { ContentDoesNotFit, ContentTypeInUse, ContentTypeNameTaken } from './content-types.errors';
import { type ContentTypeDraft, ContentTypesRepository } from './content-types.repository';
import { ContentTypeNotFound } from './content.errors';
import type { JsonSchema } from './json-schema';
import { lessonHash } from './lesson';
import { requireUsableSchema } from './schema-rules';

const MOST_NAMED = 5;

/** Makes, changes and removes content types; items always fit the schema of their type. */
@Injectable()
export class ContentTypeEditor {
  constructor(
    private readonly database: Database,
    private readonly contentTypes: ContentTypesRepository,
    private readonly items: ContentTypeItems,
    private readonly schemas: ContentSchemas,
  ) {}

  /**
   * Adds a content type.
   *
   * @throws NotAPlatformAdmin
   * @throws UnusableSchema
   * @throws ContentTypeNameTaken
   */
  async create(actor: Actor, draft: ContentTypeDraft): Promise<ContentType> {
    requirePlatformAdmin(actor);
    requireUsableSchema(this.schemas, draft.schema);
    return unlessTaken(await this.contentTypes.insert(draft));
  }

  /**
   * Changes a content type; what is absent stays. Its name is part of what the tutor sees: after
   * another one, cached replies about its items are made anew.
   *
   * @throws NotAPlatformAdmin
   * @throws UnusableSchema
   * @throws ContentTypeNotFound
   * @throws ContentTypeNameTaken
   * @throws ContentDoesNotFit for a schema that items of the type do not fit.
   */
  async update(actor: Actor, id: number, changes: Partial<ContentTypeDraft>): Promise<ContentType> {
    requirePlatformAdmin(actor);
    if (changes.schema !== undefined) requireUsableSchema(this.schemas, changes.schema);
    return this.database.transaction(async () => {
      const present = await this.findToEdit(id);
      const draft = {
        name: changes.name ?? present.name,
        label: changes.label ?? present.label,
        schema: changes.schema ?? present.schema,
      };
      const updated = unlessTaken(await this.contentTypes.update(id, draft));
      if (!isSame(draft.schema, present.schema)) await this.requireFit(id, draft.schema);
      if (draft.name !== present.name) await this.rehash(id, draft.name);
      return updated;
    });
  }

  /**
   * Removes a content type.
   *
   * @throws NotAPlatformAdmin
   * @throws ContentTypeNotFound
   * @throws ContentTypeInUse while there are items of it.
   */
  async delete(actor: Actor, id: number): Promise<void> {
    requirePlatformAdmin(actor);
    await this.database.transaction(async () => {
      await this.findToEdit(id);
      const items = await this.items.count(id);
      if (items > 0) throw new ContentTypeInUse(items);
      await this.contentTypes.delete(id);
    });
  }

  private async findToEdit(id: number): Promise<ContentType> {
    await this.contentTypes.holdToEdit();
    const contentType = await this.contentTypes.find(id);
    if (contentType === null) throw new ContentTypeNotFound();
    return contentType;
  }

  private async requireFit(id: number, schema: JsonSchema): Promise<void> {
    const named: number[] = [];
    let count = 0;
    for await (const items of this.items.batches(id)) {
      const misfits = items.filter(
        ({ dataJson }) => this.schemas.issues(schema, dataJson).length > 0,
      );
      count += misfits.length;
      named.push(...misfits.slice(0, MOST_NAMED - named.length).map((item) => item.id));
    }
    if (count > 0) throw new ContentDoesNotFit(count, named);
  }

  private async rehash(id: number, name: string): Promise<void> {
    for await (const items of this.items.batches(id)) {
      await this.items.saveLessonHashes(
        items.map((item) => item.id),
        items.map((item) => lessonHash(item, name)),
      );
    }
  }
}

function isSame(one: JsonSchema, other: JsonSchema): boolean {
  return canonicalJson(one) === canonicalJson(other);
}

function unlessTaken(contentType: ContentType | null): ContentType {
  if (contentType === null) throw new ContentTypeNameTaken();
  return contentType;
}
