import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { EMAIL_TABLES } from '../map/email-tables';
import { PersonalRowsRepository } from '../map/personal-rows.repository';
import { PERSONAL_DATA_HOLDERS, type PersonalDataHolders } from '../personal-data-holders';
import { ErasuresRepository } from './erasures.repository';
import { partingMailKey } from './parting-mail';

/** How long one run waits for the last mail; the clock looks again later. */
const LONGEST_WAIT_MS = 15_000;
const PAUSE_MS = 250;
/** An address is forgotten after so many days, whether the mail could be sent or not. */
const LONGEST_DAYS = 3;
/** Accounts count from 1, and no random uuid is all zeros: only the address names somebody here. */
const NOBODY = { id: 0, uuid: '00000000-0000-0000-0000-000000000000' };

/** The end of an erasure: when the last mail has left, the address it went to is forgotten, too. */
@Injectable()
export class Parting {
  constructor(
    private readonly erasures: ErasuresRepository,
    private readonly rows: PersonalRowsRepository,
    @Inject(PERSONAL_DATA_HOLDERS) private readonly holders: PersonalDataHolders,
  ) {}

  /** Waits a moment for the mail; changes nothing when it is still on its way then. */
  async end(erasureId: string): Promise<void> {
    const erasure = await this.erasures.find(erasureId);
    if (erasure?.status !== 'parting' || erasure.partingAddress === null) return;
    const isOld = Date.now() - erasure.dueAt.getTime() > LONGEST_DAYS * 86_400_000;
    if (!isOld && !(await this.hasMailLeft(erasureId))) return;
    const person = { ...NOBODY, email: erasure.partingAddress };
    for (const holder of this.holders) await holder.erase(person);
    for (const { erasure: rule } of Object.values(EMAIL_TABLES)) {
      const statements = rule.by === 'statements' ? rule.statements : [];
      for (const statement of statements) await this.rows.change(statement, person);
    }
    await this.erasures.finish(erasureId);
  }

  private async hasMailLeft(erasureId: string): Promise<boolean> {
    const deadline = Date.now() + LONGEST_WAIT_MS;
    while (!(await this.erasures.hasPartingMailLeft(partingMailKey(erasureId)))) {
      if (Date.now() > deadline) return false;
      await sleep(PAUSE_MS);
    }
    return true;
  }
}
