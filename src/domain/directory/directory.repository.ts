import { Injectable } from '@nestjs/common';
import type { SelectQueryBuilder } from 'typeorm';
import type { Slice } from '../../kernel/page';
import { Database } from '../../platform/database/database';
import { User } from '../users/user.entity';

/** Whom somebody may look up besides themselves. */
export type Reach = 'everybody' | 'students they teach' | 'nobody';

/** Students in the offerings that the reader teaches, unless they dropped out. */
const TAUGHT = `EXISTS (
  SELECT 1 FROM enrollments enrollment
  JOIN offering_instructors teacher
    ON teacher.course_offering_id = enrollment.course_offering_id
  WHERE enrollment.user_id = person.id AND enrollment.status <> 'DROPPED'
    AND teacher.user_id = :readerId)`;

const CONDITIONS: Readonly<Record<Reach, string>> = {
  everybody: 'true',
  'students they teach': `(person.id = :readerId OR ${TAUGHT})`,
  nobody: 'person.id = :readerId',
};

/** People as others may look them up. */
@Injectable()
export class DirectoryRepository {
  constructor(private readonly database: Database) {}

  find(readerId: number, reach: Reach, id: number): Promise<User | null> {
    return this.within(readerId, reach).andWhere('person.id = :id', { id }).getOne();
  }

  /** In the order in which they joined. */
  list(readerId: number, reach: Reach, { skip, limit }: Slice): Promise<User[]> {
    return this.within(readerId, reach).orderBy('person.id').offset(skip).limit(limit).getMany();
  }

  private within(readerId: number, reach: Reach): SelectQueryBuilder<User> {
    return this.database
      .repository(User)
      .createQueryBuilder('person')
      .where(CONDITIONS[reach], { readerId });
  }
}
