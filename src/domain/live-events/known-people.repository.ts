import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database';
import { type KnownDocument, KnownPeople, type KnownPerson } from './known-people';
import type { Concerned } from './live-event';

const IS_ADMIN = `EXISTS (
  SELECT 1 FROM role_grants held WHERE held.user_id = person.id
    AND held.role = 'PLATFORM_ADMIN' AND held.university_id IS NULL)`;

const COACHES = `
  SELECT coalesce(json_agg(json_build_object('id', coach.id, 'uuid', coach.uuid)
                           ORDER BY coach.id), '[]')
  FROM coach_students link JOIN users coach ON coach.id = link.coach_id
  WHERE link.student_id = person.id AND link.status = 'active' AND coach.id <> person.id
    AND EXISTS (SELECT 1 FROM role_grants held
                WHERE held.user_id = coach.id AND held.role = 'COACH')`;

/** Looks up what decides where events are told. */
@Injectable()
export class KnownPeopleRepository {
  constructor(private readonly database: Database) {}

  /** One statement for the people of a whole batch, another where documents are concerned. */
  async find(concerned: readonly Concerned[]): Promise<KnownPeople> {
    const ids = new Set(
      concerned.flatMap(({ userIds = [] }) => userIds).filter((id) => id !== null),
    );
    const uuids = new Set(concerned.flatMap(({ userUuids = [] }) => userUuids));
    const documents = new Set(concerned.flatMap(({ documentIds = [] }) => documentIds));
    return new KnownPeople(
      ids.size + uuids.size === 0 ? [] : await this.people([...ids], [...uuids]),
      documents.size === 0 ? [] : await this.documents([...documents]),
    );
  }

  private people(ids: readonly number[], uuids: readonly string[]): Promise<KnownPerson[]> {
    return this.database.query<KnownPerson>(
      `SELECT person.id, person.uuid, ${IS_ADMIN} AS "isPlatformAdmin",
              (${COACHES}) AS coaches
       FROM users person WHERE person.id = ANY($1::integer[]) OR person.uuid = ANY($2::uuid[])`,
      [ids, uuids],
    );
  }

  /** The coaches who uploaded a document or with whom it is shared, by a link of the present. */
  private documents(ids: readonly string[]): Promise<KnownDocument[]> {
    return this.database.query<KnownDocument>(
      `SELECT document.id, coalesce(array_agg(link.coach_id) FILTER (WHERE link.id IS NOT NULL), '{}')
                AS "readerIds"
       FROM documents document
       LEFT JOIN coach_students link
         ON link.student_id = document.owner_id AND link.status = 'active'
        AND (link.coach_id = document.uploaded_by OR EXISTS (
          SELECT 1 FROM document_shares share
          WHERE share.document_id = document.id AND share.link_id = link.id))
       WHERE document.id = ANY($1::uuid[]) AND document.deleted_at IS NULL
       GROUP BY document.id`,
      [ids],
    );
  }
}
