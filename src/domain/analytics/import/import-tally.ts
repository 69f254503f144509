import type { ActivityFileReport, RefusalCount, RefusedRow } from './import-report';
import type { Refusal } from './source-activity';
import type { SourceFormat } from './source-format';

const MOST_ROWS = 20;
const MOST_ABOUTS = 20;
/** Different words to blame that are counted each; beyond them all others are one. */
const MOST_COUNTED = 1_000;
const LONGEST_ABOUT = 120;
/** Spaces, and signs by which a file could rewrite what the terminal shows of it. */
const UNPRINTABLE = /[\s\p{Cc}\p{Cf}]+/gu;

interface Counted {
  count: number;
  readonly rows: number[];
  readonly abouts: Map<string, number>;
}

/** Counts what becomes of the rows of one file, in little memory however many there are. */
export class ImportTally {
  private rows = 0;
  private lastRow = 0;
  private events = 0;
  private added: number | null = null;
  private readonly refusals = new Map<Refusal, Counted>();

  /** @param tell hears of every row that is not counted. */
  constructor(
    private readonly file: string,
    private readonly format: SourceFormat,
    private readonly tell: (row: RefusedRow) => void,
  ) {}

  /** Something of a row was read; one row can hold several things, one after the other. */
  read(row: number): void {
    if (row !== this.lastRow) this.rows += 1;
    this.lastRow = row;
  }

  /** Events that rows told. */
  told(events: number): void {
    this.events += events;
  }

  /** Events that were new. */
  wrote(added: number): void {
    this.added = (this.added ?? 0) + added;
  }

  /** A row is not counted. */
  refuse(row: number, refusal: Refusal, blamed: string): void {
    const about = blamed.replace(UNPRINTABLE, ' ').trim().slice(0, LONGEST_ABOUT);
    const counted = this.refusals.get(refusal) ?? nothingCounted();
    this.refusals.set(refusal, counted);
    counted.count += 1;
    if (counted.rows.length < MOST_ROWS) counted.rows.push(row);
    const isCounted = counted.abouts.has(about) || counted.abouts.size < MOST_COUNTED;
    const name = isCounted ? about : '…';
    counted.abouts.set(name, (counted.abouts.get(name) ?? 0) + 1);
    this.tell({ file: this.file, row, refusal, about });
  }

  /** What became of the file. */
  report(): ActivityFileReport {
    const { file, format, rows, events, added } = this;
    const refusals = [...this.refusals].map(([refusal, { count, rows: first, abouts }]) => ({
      refusal,
      count,
      rows: first,
      abouts: mostFrequent(abouts),
    }));
    return { file, format, rows, events, added, refusals };
  }
}

function nothingCounted(): Counted {
  return { count: 0, rows: [], abouts: new Map() };
}

function mostFrequent(abouts: ReadonlyMap<string, number>): RefusalCount['abouts'] {
  return [...abouts]
    .map(([about, count]) => ({ about, count }))
    .toSorted((one, other) => other.count - one.count)
    .slice(0, MOST_ABOUTS);
}
