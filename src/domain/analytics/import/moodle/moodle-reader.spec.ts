import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SourceActivity, SourceReading } from '../source-activity';
import { SourceClock } from '../source-time';
import { readMoodle } from './moodle-reader';
import { RowOrdinals } from './row-ordinals';

const clock = new SourceClock('UTC', 'day-first');
const HEADINGS = 'user,timecreated,component,event_name,event_context,action';
const CLICK = 'u1,2019-09-09T14:08:01,System,Course viewed,Course: 1 : Networks,General';

describe('Reading a Moodle log', () => {
  const folder = mkdtempSync(join(tmpdir(), 'trellis-moodle-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function read(...lines: string[]): Promise<SourceReading[]> {
    const path = join(folder, 'log.csv');
    writeFileSync(path, `${lines.join('\n')}\n`);
    return Array.fromAsync(readMoodle(path, clock));
  }

  async function activities(...lines: string[]): Promise<SourceActivity[]> {
    return (await read(HEADINGS, ...lines)).map((reading) => {
      if ('refusal' in reading) throw new Error(`Row ${reading.row}: ${reading.about}`);
      return reading.activity;
    });
  }

  async function kindOf(event: string, context = 'Page: Frames'): Promise<string> {
    const [found] = await activities(`u1,2019-09-09T14:08:01,System,${event},${context},x`);
    return `${found?.events[0]?.kind} ${found?.topic?.title ?? '-'}`;
  }

  it.each([
    ['Course viewed', 'Course: 1 : Networks', 'content.viewed -'],
    ['Course module viewed', 'Page: Frames', 'content.viewed Frames'],
    ['The status of the submission has been viewed.', 'Assignment: A', 'content.viewed A'],
    ['Quiz attempt reviewed', 'Quiz: Q: 1', 'content.viewed Q: 1'],
    ['Course activity completion updated', 'Page: Frames', 'content.completed Frames'],
    ['Course activity completion updated', 'Other', 'content.progressed -'],
    ['Quiz attempt started', 'Quiz: Q', 'quiz.started Q'],
    ['Quiz attempt submitted', 'Quiz: Q', 'quiz.submitted Q'],
    ['A submission has been submitted.', 'Assignment: A', 'lab.submitted A'],
    ['Post created', 'Forum: F', 'discussion.post.created F'],
    ['Discussion created', 'Forum: F', 'discussion.thread.created F'],
    ['User has logged in', 'Page: Frames', 'sign_in.created -'],
    ['User profile viewed', 'User: Ada Lowe', 'content.viewed -'],
  ])('takes %s in %s for %s', async (event, context, expected) => {
    expect(await kindOf(event, context)).toBe(expected);
  });

  it('keeps titles on one line, storable and of bounded length', async () => {
    expect(await kindOf('Course viewed', '"Page:  Two\n\t lines&nbsp;\u0001\u200b "')).toBe(
      'content.viewed Two lines',
    );
    const [found] = await activities(
      `u1,2019-09-09T14:08:01,Page,Course module viewed,Page: ${'🦊'.repeat(500)},x`,
    );
    expect(found?.topic?.title).toBe('🦊'.repeat(200));
    expect(found?.topic?.reference).toMatch(/^sha256:[0-9a-f]{64}$/);
  });

  it('counts rows that are alike, and knows each of them again in half of the file', async () => {
    const other = CLICK.replace('u1', 'u2');
    const all = await activities(CLICK, other, CLICK, CLICK);
    const half = await activities(CLICK, CLICK);
    expect(new Set(all.map(({ key }) => key)).size).toBe(4);
    expect(all.map(({ key }) => key)).toEqual(expect.arrayContaining(half.map(({ key }) => key)));
  });

  it('knows a row again where its columns stand in another order', async () => {
    const [found] = await activities(CLICK);
    const turned = await read(
      'Action;Event_Context;Event_Name;Component;TimeCreated;User',
      'General;Course: 1 : Networks;Course viewed;System;2019-09-09T14:08:01;u1',
    );
    expect(turned).toEqual([{ row: 2, activity: found }]);
  });

  it('says which rows it cannot read, and why', async () => {
    const readings = await read(
      HEADINGS,
      CLICK.replace('2019-09-09', '2019-09-31'),
      CLICK.replace('Course viewed', 'Course deleted'),
      `${CLICK},more`,
      'u1',
      '"never closed',
    );
    expect(readings).toEqual([
      { row: 2, refusal: 'unreadable_time', about: '2019-09-31T14:08:01' },
      { row: 3, refusal: 'unknown_kind', about: 'Course deleted' },
      { row: 4, refusal: 'unreadable_row', about: 'it has 7 cells under 6 headings' },
      { row: 5, refusal: 'unreadable_time', about: '' },
      { row: 6, refusal: 'unreadable_row', about: expect.stringContaining('Quote Not Closed') },
    ]);
  });

  it('refuses what is no Moodle log', async () => {
    await expect(read('name,grade', 'Ada,5')).rejects.toThrow(/doesn’t name a time, a user/);
    await expect(read(HEADINGS + ',x'.repeat(200))).rejects.toThrow(/more than 200 columns/);
    await expect(Array.fromAsync(readMoodle('/nowhere.csv', clock))).rejects.toThrow(
      /no such file/,
    );
  });
});

describe('The numbers of rows that are alike', () => {
  it('go on over what is forgotten in between', () => {
    const ordinals = new RowOrdinals(2);
    expect(['a', 'a', 'b', 'a', 'c', 'a'].map((row) => ordinals.next(row))).toEqual([
      0, 1, 0, 2, 0, 3,
    ]);
  });
});
