import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SourceReading } from '../source-activity';
import { readGrades } from './grades-reader';

const TERMS = {
  gradedAt: new Date('2026-03-20T12:00:00Z'),
  knownAt: new Date('2026-03-25T12:00:00Z'),
  most: 10,
};

describe('Reading a Moodle gradebook', () => {
  const folder = mkdtempSync(join(tmpdir(), 'trellis-grades-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function read(text: string): Promise<SourceReading[]> {
    const path = join(folder, 'grades.csv');
    writeFileSync(path, text);
    return Array.fromAsync(readGrades(path, TERMS));
  }

  async function grades(text: string): Promise<unknown[]> {
    return (await read(text)).map((reading) =>
      'refusal' in reading
        ? [reading.row, reading.refusal, reading.about]
        : [
            reading.row,
            reading.activity.people.join(' '),
            reading.activity.topic?.title,
            ...reading.activity.events.map(({ kind, score }) => `${kind} ${score}`),
          ],
    );
  }

  it('takes each grade for a score, and sums, feedback and names for none', async () => {
    const text = [
      'First name,Surname,ID number,Email address,Quiz: Addressing (Percentage),Assignment: Cabling (Real),Assignment: Cabling (Feedback),Course total (Real),Last downloaded from this course',
      'Ada,Lowe,11,ada@example.com,87.50 %,"7,5",Well done,95,1700000000',
      'Bo,Birk,12,,-,10,,80,1700000000',
    ].join('\n');
    expect(await grades(text)).toEqual([
      [2, 'ada@example.com 11', 'Addressing', 'quiz.scored 8750'],
      [2, 'ada@example.com 11', 'Cabling', 'lab.scored 7500'],
      [3, '12', 'Cabling', 'lab.scored 10000'],
    ]);
  });

  it('refuses what is no grade', async () => {
    expect(await grades('user,Grade.One,Final_grade\nu1,eleven,5\nu2,11,5\nu3,-1,5\n')).toEqual([
      [2, 'unreadable_row', 'Grade.One: eleven'],
      [3, 'unreadable_row', 'Grade.One: 11'],
      [4, 'unreadable_row', 'Grade.One: -1'],
    ]);
  });

  it('knows a grade again, and its correction as one of the same thing', async () => {
    const [before] = await read('user,Essay\nu1,5\n');
    const [again] = await read('Essay,user\n5.0,u1\n');
    const [corrected] = await read('user,Essay\nu1,6\n');
    expect(again).toEqual(before);
    const keys = [before, corrected].map((one) => one && 'activity' in one && one.activity.key);
    const objects = [before, corrected].map(
      (one) => one && 'activity' in one && one.activity.events[0]?.object,
    );
    expect(new Set(keys).size).toBe(2);
    expect(new Set(objects)).toEqual(new Set(['moodle-grade:Essay']));
  });

  it('refuses a table without people or grades', async () => {
    await expect(read('name,Essay\nAda,5\n')).rejects.toThrow(/names no person/);
    await expect(read('user,Course total\nu1,5\n')).rejects.toThrow(/nothing graded/);
  });
});
