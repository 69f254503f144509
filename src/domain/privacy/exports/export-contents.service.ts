import { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import { keptAfterErasure, PERSONAL_DATA_MAP } from '../map/personal-data-map';
import { PersonalRowsRepository } from '../map/personal-rows.repository';
import type { PersonalDataFile, PersonToErase } from '../personal-data-holder';
import { PERSONAL_DATA_HOLDERS, type PersonalDataHolders } from '../personal-data-holders';
import { exportReadme } from './export-readme';

/** Everything that goes into the archive of a person. */
@Injectable()
export class ExportContents {
  constructor(
    private readonly rows: PersonalRowsRepository,
    @Inject(PERSONAL_DATA_HOLDERS) private readonly holders: PersonalDataHolders,
  ) {}

  /** One file after the other: what they mean, then the tables, then what lies outside them. */
  async *of(person: PersonToErase): AsyncGenerator<PersonalDataFile> {
    const rules = Object.entries(PERSONAL_DATA_MAP);
    const files = rules.flatMap(([, rule]) => ('file' in rule.export ? [rule.export] : []));
    yield {
      path: 'README.txt',
      content: exportReadme({
        madeAt: new Date(),
        files: files.map(({ file, about }) => ({ path: file, about })),
        left: Object.fromEntries(
          rules.flatMap(([table, rule]) =>
            'left' in rule.export ? [[table, rule.export.left] as const] : [],
          ),
        ),
        kept: keptAfterErasure(),
      }),
    };
    for (const { file, select } of files) {
      yield { path: file, content: Readable.from(this.jsonList(select, person)) };
    }
    for (const holder of this.holders) {
      yield* holder.export(person.id);
    }
  }

  private async *jsonList(select: string, person: PersonToErase): AsyncGenerator<string> {
    let separator = '[\n';
    for await (const row of this.rows.read(select, person)) {
      yield `${separator}${JSON.stringify(row)}`;
      separator = ',\n';
    }
    yield separator === '[\n' ? '[]\n' : '\n]\n';
  }
}
