import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { CatalogueWriter } from '../catalogue-writer';
import type { OpportunityFacts, OpportunityType } from '../opportunity';
import type { ImportReport, RowReport } from './import-report';
import { readOpportunity } from './opportunity-reader';
import { rowsOf, sourceNameOf } from './source-file';

const ROWS_A_WRITE = 200;

/** How a file is imported. */
export interface ImportOptions {
  /** The type of rows that don't name theirs. */
  readonly type: OpportunityType;
  /** What the source is called; the file's name when null. */
  readonly source: string | null;
}

interface Pending {
  readonly key: string;
  readonly facts: OpportunityFacts;
  readonly row: number;
  readonly notes: readonly string[];
}

/** Brings files of opportunities into the catalogue and says of every row what became of it. */
@Injectable()
export class OpportunityImportService {
  constructor(private readonly writer: CatalogueWriter) {}

  /**
   * Imports a file. An opportunity is known again by its source, name, organization and, where
   * one source lists several of that name, its amount: importing the same file again adds nothing.
   *
   * @throws ImportFileRefused
   */
  async import(path: string, { type, source }: ImportOptions): Promise<ImportReport> {
    const name = source ?? sourceNameOf(path);
    const reports: RowReport[] = [];
    const keys = new KeyRing(name);
    let pending: Pending[] = [];
    const flush = async (): Promise<void> => {
      reports.push(...(await this.store(pending)));
      pending = [];
    };
    for await (const row of rowsOf(path)) {
      if ('problem' in row) {
        reports.push({ row: row.number, outcome: 'rejected', name: '', notes: [row.problem] });
        continue;
      }
      const reading = readOpportunity(row, { name, type });
      if ('refused' in reading) {
        const title = firstText(row.cells);
        reports.push({
          row: row.number,
          outcome: 'rejected',
          name: title,
          notes: [reading.refused],
        });
        continue;
      }
      const { key, twin } = keys.keyFor(reading.facts, row.number);
      if (twin === null) {
        pending.push({ key, facts: reading.facts, row: row.number, notes: reading.notes });
      } else {
        reports.push({
          row: row.number,
          outcome: 'duplicate',
          name: reading.facts.name,
          notes: [`the same as row ${twin}`],
        });
      }
      if (pending.length >= ROWS_A_WRITE) await flush();
    }
    await flush();
    return { file: path, source: name, rows: reports.toSorted((a, b) => a.row - b.row) };
  }

  private async store(pending: readonly Pending[]): Promise<RowReport[]> {
    if (pending.length === 0) return [];
    const outcomes = await this.writer.write(
      new Map(pending.map(({ key, facts }) => [key, facts])),
    );
    return pending.map(({ key, facts, row, notes }) => ({
      row,
      outcome: outcomes.get(key) ?? 'unchanged',
      name: facts.name,
      notes,
    }));
  }
}

/** Gives each opportunity of a source its key, the same at every import. */
class KeyRing {
  /** By what an opportunity is known by: the amounts seen, each with its row. */
  private readonly seen = new Map<string, Map<string, number>>();

  constructor(private readonly source: string) {}

  /** @returns the key, and the row that was the same already. */
  keyFor(facts: OpportunityFacts, row: number): { key: string; twin: number | null } {
    const base = [this.source, facts.name, facts.organization ?? ''].map(plain).join('\u001f');
    const amounts = this.seen.get(base) ?? new Map<string, number>();
    this.seen.set(base, amounts);
    const amount = plain(facts.amountText ?? '');
    const twin = amounts.get(amount) ?? null;
    if (twin === null) amounts.set(amount, row);
    const place = [...amounts.keys()].indexOf(amount);
    const key = place === 0 ? base : `${base}\u001f${place}`;
    return { key: createHash('sha256').update(key).digest('hex'), twin };
  }
}

function plain(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}$]+/gu, ' ')
    .trim();
}

/** What a rejected row can be recognised by. */
function firstText(cells: Readonly<Record<string, unknown>>): string {
  const text = Object.values(cells).find((cell) => typeof cell === 'string' && cell.trim() !== '');
  return typeof text === 'string' ? text.trim().replace(/\s+/g, ' ').slice(0, 80) : '';
}
