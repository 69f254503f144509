import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database';
import { ContentType } from './content-type.entity';

/** Content types in PostgreSQL. */
@Injectable()
export class ContentTypesRepository {
  constructor(private readonly database: Database) {}

  find(id: number): Promise<ContentType | null> {
    return this.database.repository(ContentType).findOneBy({ id });
  }

  /** Keeps the type, its name and its schema, as they are until the transaction ends. */
  findForReference(id: number): Promise<ContentType | null> {
    return this.database
      .repository(ContentType)
      .findOne({ where: { id }, lock: { mode: 'pessimistic_read' } });
  }

  /** In the order in which they were created. */
  list(): Promise<ContentType[]> {
    return this.database.repository(ContentType).find({ order: { id: 'ASC' } });
  }
}
