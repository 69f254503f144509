import type { CollegeFigure } from '../college';
import type { CollegeRow } from './college-row';
import type { CollegeImportRepository } from './college-import.repository';
import type { RowRemark } from './import-report';
import { collegeFrom, merge, type StoredCollege } from './row-merge';

/** Carries the rows of one file into the table, a batch at a time, and counts what became of them. */
export class FileImport {
  created = 0;
  updated = 0;
  unchanged = 0;
  superseded = 0;
  readonly skipped: RowRemark[] = [];

  private readonly rowOfKey = new Map<number | string, number>();

  constructor(private readonly colleges: CollegeImportRepository) {}

  /** @param rows at most some hundred: each batch is three statements. */
  async take(rows: readonly CollegeRow[]): Promise<void> {
    const stored = await this.colleges.find(
      rows.flatMap(({ unitid }) => unitid ?? []),
      rows.flatMap(({ forOpeid6 }) => forOpeid6 ?? []),
    );
    const known = new Map(stored.map((college) => [college.unitid, college]));
    const changed = new Map<number, StoredCollege>();
    const figures: (CollegeFigure & { unitid: number })[] = [];
    for (const row of rows) {
      if (this.isRepeated(row)) continue;
      const targets = this.targetsOf(row, known);
      const isNew = targets.some(({ unitid }) => !known.has(unitid));
      let isChanged = false;
      for (const target of targets) {
        const merged = merge(target, withScope(row, targets.length));
        known.set(target.unitid, merged.college);
        this.superseded += merged.superseded;
        if (isNew || merged.isIdentityNew) changed.set(target.unitid, merged.college);
        figures.push(...merged.newFigures.map((figure) => ({ ...figure, unitid: target.unitid })));
        isChanged ||= merged.isIdentityNew || merged.newFigures.length > 0;
      }
      this.count(targets.length, isNew, isChanged);
    }
    if (changed.size > 0) await this.colleges.save([...changed.values()]);
    if (figures.length > 0) await this.colleges.saveFigures(figures);
  }

  private count(targets: number, isNew: boolean, isChanged: boolean): void {
    if (targets === 0) return;
    if (isNew) this.created += 1;
    else if (isChanged) this.updated += 1;
    else this.unchanged += 1;
  }

  private isRepeated(row: CollegeRow): boolean {
    const key = row.unitid ?? row.forOpeid6 ?? '';
    const earlier = this.rowOfKey.get(key);
    this.rowOfKey.set(key, earlier ?? row.row);
    if (earlier === undefined) return false;
    this.skip(row, `is the same institution as row ${earlier}`);
    return true;
  }

  private targetsOf(row: CollegeRow, known: ReadonlyMap<number, StoredCollege>): StoredCollege[] {
    if (row.unitid === null) {
      const campuses = [...known.values()].filter(({ opeid6 }) => opeid6 === row.forOpeid6);
      if (campuses.length === 0) this.skip(row, `no college with OPEID6 ${row.forOpeid6} is known`);
      return campuses;
    }
    const college = known.get(row.unitid);
    if (college !== undefined) return [college];
    if (row.identity.name === null) {
      this.skip(row, `no college with UNITID ${row.unitid} is known; import a directory first`);
      return [];
    }
    return [collegeFrom(row, row.unitid, row.identity.name)];
  }

  private skip({ row }: CollegeRow, reason: string): void {
    this.skipped.push({ row, reason });
  }
}

function withScope(row: CollegeRow, campuses: number): CollegeRow {
  if (campuses < 2) return row;
  return { ...row, figures: row.figures.map((figure) => ({ ...figure, coversSystem: true })) };
}
