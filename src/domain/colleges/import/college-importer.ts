import { basename } from 'node:path';
import { Injectable } from '@nestjs/common';
import { Malformed } from '../../../kernel/errors';
import { Database } from '../../../platform/database/database';
import { CollegeImportRepository } from './college-import.repository';
import type { CollegeRow } from './college-row';
import { FileImport } from './file-import';
import { type FileSurvey, surveyOf } from './file-survey';
import type { CollegeFileReport, RowRemark } from './import-report';
import { RowReader } from './row-reader';
import { byHeader, rowsOf } from './table-file';

const BATCH = 400;

/** Brings publications about colleges into the table. Importing a file again adds nothing. */
@Injectable()
export class CollegeImporter {
  constructor(
    private readonly database: Database,
    private readonly colleges: CollegeImportRepository,
  ) {}

  /**
   * Imports files, those first that others refer to; each whole or not at all. One that cannot be
   * read is reported and keeps no other back.
   *
   * @param year of files whose name and headers don't say it.
   * @returns one report a file, in the order in which they were read.
   */
  async import(paths: readonly string[], year: number | null = null): Promise<CollegeFileReport[]> {
    const surveys: FileSurvey[] = [];
    const reports: CollegeFileReport[] = [];
    for (const path of paths) {
      const survey = await unlessMalformed(() => surveyOf(path, year));
      if (survey instanceof Malformed) reports.push(unread(basename(path), null, survey.message));
      else surveys.push(survey);
    }
    const last = Number.MAX_SAFE_INTEGER;
    const inOrder = surveys.toSorted(
      (one, other) => (one.kind?.order ?? last) - (other.kind?.order ?? last),
    );
    for (const survey of inOrder) {
      const report = await unlessMalformed(() => this.importFile(survey));
      const { file } = survey;
      reports.push(report instanceof Malformed ? unread(file, null, report.message) : report);
    }
    return reports;
  }

  /** Fills an empty table from one file; leaves any other as it is. */
  async fillWhenEmpty(path: string): Promise<void> {
    if (await this.colleges.isEmpty()) await this.import([path]);
  }

  private async importFile(survey: FileSurvey): Promise<CollegeFileReport> {
    const { kind } = survey;
    if (kind === null) return unrecognised(survey);
    return this.database.transaction(async () => {
      await this.colleges.lock();
      const reader = new RowReader(
        kind,
        survey.headers,
        survey.year,
        new Set(survey.constants.keys()),
      );
      const progress = new FileImport(this.colleges);
      const unreadable: RowRemark[] = [];
      const remarks: RowRemark[] = [];
      let rowsRead = 0;
      let withheldCells = 0;
      let batch: CollegeRow[] = [];
      for await (const { row, cells } of rowsOf(survey.path)) {
        if (row === 1) continue;
        rowsRead += 1;
        if (cells.length !== survey.headers.length) {
          const reason = `has ${cells.length} cells where the headers are ${survey.headers.length}`;
          unreadable.push({ row, reason });
          continue;
        }
        const reading = reader.read(row, byHeader(survey.headers, cells));
        withheldCells += reading.withheld;
        remarks.push(...reading.remarks.map((reason) => ({ row, reason })));
        if (reading.row === null) unreadable.push({ row, reason: reading.reason ?? '' });
        else batch.push(reading.row);
        if (batch.length === BATCH) {
          await progress.take(batch);
          batch = [];
        }
      }
      await progress.take(batch);
      await this.colleges.markSystems();
      return {
        file: survey.file,
        kind: kind.title,
        rowsRead,
        matched: progress.updated + progress.unchanged,
        created: progress.created,
        updated: progress.updated,
        unchanged: progress.unchanged,
        skipped: [...unreadable, ...progress.skipped].toSorted((one, other) => one.row - other.row),
        remarks,
        withheldCells,
        supersededFigures: progress.superseded,
        notes: notesOf(survey),
      };
    });
  }
}

function notesOf({ constants, year, kind }: FileSurvey): string[] {
  const same = [...constants].map(
    ([column, value]) => `${column} is ${value} for every institution: the column is not taken`,
  );
  const hasYear = year !== null || kind?.year !== undefined || kind?.yearColumn !== undefined;
  const isDated = hasYear || kind?.title.includes('net price');
  return isDated
    ? same
    : [...same, 'nothing says of which year it is: any figure with a year goes before its figures'];
}

function unrecognised({ file, isDictionary }: FileSurvey): CollegeFileReport {
  return isDictionary
    ? unread(file, 'data dictionary', 'it explains columns and holds no institution')
    : unread(file, null, 'its headers are those of no known publication: nothing was read');
}

function unread(file: string, kind: string | null, note: string): CollegeFileReport {
  return {
    file,
    kind,
    rowsRead: 0,
    matched: 0,
    created: 0,
    updated: 0,
    unchanged: 0,
    skipped: [],
    remarks: [],
    withheldCells: 0,
    supersededFigures: 0,
    notes: [note],
  };
}

async function unlessMalformed<Value>(work: () => Promise<Value>): Promise<Value | Malformed> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Malformed) return error;
    throw error;
  }
}
