import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor';
import type { Page, Slice } from '../../../kernel/page';
import type { Access } from './access';
import { AccessLogRepository } from './access-log.repository';

/** Who looked at whom, told to the person who was looked at and to nobody else. */
@Injectable()
export class AccessLogService {
  constructor(private readonly log: AccessLogRepository) {}

  /** What others did with the actor's record, the newest first. */
  list(actor: Actor, slice: Slice): Promise<Page<Access>> {
    return this.log.list(actor.userId, slice);
  }
}
