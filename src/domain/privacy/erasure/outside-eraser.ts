import { Inject, Injectable } from '@nestjs/common';
import { ExportEnding } from '../exports/export-ending.service';
import type { PersonToErase } from '../personal-data-holder';
import { PERSONAL_DATA_HOLDERS, type PersonalDataHolders } from '../personal-data-holders';
import type { Erasure } from './erasure';
import { ErasuresRepository } from './erasures.repository';
import { QueueEraser } from './queue-eraser';

interface Part {
  readonly name: string;
  erase(person: PersonToErase): Promise<void>;
}

/** Erases what lies outside the tables: files, mailbox, providers, archives and queues. */
@Injectable()
export class OutsideEraser {
  private readonly parts: readonly Part[];

  constructor(
    private readonly erasures: ErasuresRepository,
    @Inject(PERSONAL_DATA_HOLDERS) holders: PersonalDataHolders,
    exports: ExportEnding,
    queues: QueueEraser,
  ) {
    this.parts = [
      ...holders,
      { name: 'exports', erase: ({ id }) => exports.removeAllOf(id) },
      { name: 'queues', erase: (person) => queues.erase(person) },
    ];
  }

  /**
   * Goes through the parts that are not done. One that fails does not keep the others from being
   * erased.
   *
   * @throws the first failure, when all parts were tried.
   */
  async erase(erasure: Erasure, person: PersonToErase): Promise<void> {
    const failures: unknown[] = [];
    for (const part of this.parts) {
      if (erasure.partsDone.includes(part.name)) continue;
      try {
        await part.erase(person);
        await this.erasures.notePart(erasure.id, part.name);
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw failures[0];
  }
}
