import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { OnJob } from '../../../platform/queue/on-job.decorator';
import { PersonalRowsRepository } from '../map/personal-rows.repository';
import { PeopleRepository } from '../people.repository';
import { ERASE_PERSON } from '../privacy.jobs';
import { AccountEraser } from './account-eraser';
import { ErasuresRepository } from './erasures.repository';
import { OutsideEraser } from './outside-eraser';
import { Parting } from './parting.service';

/** For so long every process may still believe a sign-in that has ended. */
const BELIEVED_MS = 2_500;
/** Accounts count from 1. */
const NOBODY = 0;

/**
 * Carries out erasures. Every part may run again: what is gone stays gone, what failed is tried
 * again, and the account itself goes last, so that the parts always know whom they are about.
 */
@Injectable()
export class Eraser {
  constructor(
    private readonly erasures: ErasuresRepository,
    private readonly people: PeopleRepository,
    private readonly rows: PersonalRowsRepository,
    private readonly outside: OutsideEraser,
    private readonly account: AccountEraser,
    private readonly parting: Parting,
  ) {}

  @OnJob(ERASE_PERSON)
  async erase({ erasureId }: { erasureId: string }): Promise<void> {
    const erasure = await this.erasures.begin(erasureId);
    const person = await this.rows.findPerson(erasure?.userId ?? NOBODY);
    if (erasure !== null && person === null) await this.erasures.finish(erasureId);
    if (erasure !== null && person !== null) {
      if (await this.account.stopForLastAdmin(erasureId, person)) return;
      await this.people.shutOut(person.id, 'erased');
      await sleep(BELIEVED_MS);
      await this.outside.erase(erasure, person);
      await this.account.erase(erasureId, person);
    }
    await this.parting.end(erasureId);
  }
}
