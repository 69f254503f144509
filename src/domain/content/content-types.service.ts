import { Injectable } from '@nestjs/common';
import type { ContentType } from './content-type.entity';
import { ContentTypesRepository } from './content-types.repository';
import { ContentTypeNotFound } from './content.errors';

/** The kinds of content there are, the same for every university. */
@Injectable()
export class ContentTypesService {
  constructor(private readonly contentTypes: ContentTypesRepository) {}

  list(): Promise<ContentType[]> {
    return this.contentTypes.list();
  }

  /** @throws ContentTypeNotFound */
  async get(id: number): Promise<ContentType> {
    const contentType = await this.contentTypes.find(id);
    if (contentType === null) throw new ContentTypeNotFound();
    return contentType;
  }
}
