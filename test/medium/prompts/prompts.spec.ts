import { Client } from 'pg';
import { PromptLabelsService } from '../../../src/domain/prompts/prompt-labels.service';
import { PromptPublisher } from '../../../src/domain/prompts/prompt-publisher';
import { PromptNotFound, PromptsNotAllowed } from '../../../src/domain/prompts/prompts.errors';
import { PromptSplitsService } from '../../../src/domain/prompts/prompt-splits.service';
import { PromptsService } from '../../../src/domain/prompts/prompts.service';
import type { Actor } from '../../../src/kernel/actor';
import { Database } from '../../../src/platform/database/database';
import { person } from '../../support/people';
import { type TestApp, testApp } from '../../support/test-app';

describe('prompts inside Trellis', () => {
  let app: TestApp;
  let prompts: PromptsService;
  let publisher: PromptPublisher;
  let labelling: PromptLabelsService;
  let splits: PromptSplitsService;
  let author: Actor;

  beforeAll(async () => {
    app = await testApp();
    prompts = app.trellis.app.get(PromptsService, { strict: false });
    publisher = app.trellis.app.get(PromptPublisher, { strict: false });
    splits = app.trellis.app.get(PromptSplitsService, { strict: false });
    labelling = app.trellis.app.get(PromptLabelsService, { strict: false });
    const { id, uuid } = await person(app, 'INSTRUCTOR');
    author = actorOf(id, uuid, 'INSTRUCTOR');
  });

  afterAll(() => app.stop());

  function actorOf(userId: number, userUuid: string, role: 'INSTRUCTOR' | 'STUDENT'): Actor {
    return { userId, userUuid, sessionId: userUuid, grants: [{ role, universityId: null }] };
  }

  const publish = (name: string, text: string, ...labels: string[]) =>
    publisher.create(author, {
      name,
      body: text,
      config: {},
      labels,
      tags: null,
      commitMessage: null,
    });

  it('come into being once, however many processes start at once', async () => {
    const second = await testApp({ database: app.database });
    try {
      const other = second.trellis.app.get(PromptsService, { strict: false });
      const published = await Promise.all(
        Array.from({ length: 10 }, (_, index) =>
          (index % 2 === 0 ? prompts : other).ensure('Tutor', 'Teach {{title}}.', {
            commitMessage: 'As Trellis comes',
          }),
        ),
      );
      expect(published.filter(Boolean)).toHaveLength(1);
      expect(await prompts.resolve('Tutor')).toMatchObject({
        version: 1,
        text: 'Teach {{title}}.',
      });
      expect(await prompts.ensure('Tutor', 'Another text')).toBe(false);
      expect((await prompts.resolve('Tutor')).text).toBe('Teach {{title}}.');
    } finally {
      await second.stop();
    }
  });

  it('are seen by every process as soon as they are published', async () => {
    const second = await testApp({ database: app.database });
    try {
      const other = second.trellis.app.get(PromptsService, { strict: false });
      await publish('Shared', 'one', 'production');
      for (const text of ['two', 'three', 'four']) {
        await other.resolve('Shared');
        await publish('Shared', text, 'production');
        expect((await other.resolve('Shared')).text).toBe(text);
      }
    } finally {
      await second.stop();
    }
  });

  it('cost no query while nothing was written', async () => {
    await publish('Warm', 'text {{x}}', 'production');
    const revision = await prompts.currentRevision();
    const first = await prompts.resolveAt(revision, 'Warm');
    const blocker = new Client({ connectionString: app.database.url });
    await blocker.connect();
    try {
      await blocker.query('BEGIN');
      await blocker.query('LOCK TABLE prompts, prompt_labels, prompt_catalogue');
      expect(await prompts.resolveAt(revision, 'Warm', 'production')).toBe(first);
    } finally {
      await blocker.end();
    }
  });

  it('cost no query either while a label is split, on whichever side a person is', async () => {
    await publish('Split', 'one', 'production');
    await publish('Split', 'two');
    await splits.put(author, 'Split', 'production', { version: 2, percent: 50 });
    const revision = await prompts.currentRevision();
    const people = Array.from({ length: 40 }, (_, index) => index + 1);
    const ask = () =>
      Promise.all(
        people.map((userId) => prompts.resolveAt(revision, 'Split', 'production', userId)),
      );
    const first = await ask();
    expect(new Set(first.map(({ text }) => text))).toEqual(new Set(['one', 'two']));
    const blocker = new Client({ connectionString: app.database.url });
    await blocker.connect();
    try {
      await blocker.query('BEGIN');
      await blocker.query('LOCK TABLE prompts, prompt_labels, prompt_splits, prompt_catalogue');
      expect((await ask()).map(({ text }) => text)).toEqual(first.map(({ text }) => text));
    } finally {
      await blocker.end();
    }
    const everySide = await prompts.resolveForAll('Split');
    expect(everySide.map(({ text }) => text)).toEqual(['one', 'two']);
    expect((await prompts.resolveAt(revision, 'Split')).text).toBe('one');
    await splits.end(author, 'Split', 'production');
    const next = await prompts.currentRevision();
    const after = await Promise.all(
      people.map((userId) => prompts.resolveAt(next, 'Split', 'production', userId)),
    );
    expect(new Set(after.map(({ text }) => text))).toEqual(new Set(['one']));
  });

  it('are resolved anew when any prompt was written, and equal when theirs was not', async () => {
    await publish('Stable', 'text', 'production');
    const before = await prompts.resolveAt(await prompts.currentRevision(), 'Stable');
    const revision = await prompts.currentRevision();
    await publish('Unrelated', 'text', 'production');
    const next = await prompts.currentRevision();
    expect(next).not.toBe(revision);
    const after = await prompts.resolveAt(next, 'Stable');
    expect(after).not.toBe(before);
    expect(after).toEqual(before);
  });

  it('change their hash when an included label moves', async () => {
    await publish('Part', 'one', 'production');
    await publish('Part', 'two');
    await publish('Whole', '@@@langfusePrompt:name=Part|label=production@@@', 'production');
    const before = await prompts.resolve('Whole');
    await labelling.set(author, 'Part', 2, ['production']);
    const after = await prompts.resolve('Whole');
    expect([before.text, after.text]).toEqual(['one', 'two']);
    expect(after.id).toBe(before.id);
    expect(after.hash.equals(before.hash)).toBe(false);
  });

  it('leave nothing behind when the transaction around them fails, in memory neither', async () => {
    await publish('Undone', 'one', 'production');
    const database = app.trellis.app.get(Database, { strict: false });
    const failure = new Error('changed our mind');
    const attempt = database.transaction(async () => {
      await publish('Undone', 'never', 'production');
      expect((await prompts.resolve('Undone')).text).toBe('never');
      const events = await database.query(
        `SELECT payload FROM outbox WHERE name = 'prompt.changed'`,
      );
      expect(events).toContainEqual({
        payload: { name: 'Undone', version: 2, labels: ['production', 'latest'] },
      });
      throw failure;
    });
    await expect(attempt).rejects.toBe(failure);
    await publish('Elsewhere', 'takes the revision that was given back');
    expect((await prompts.resolve('Undone')).text).toBe('one');
    await expect(prompts.resolve('Undone', { version: 2 })).rejects.toThrow(PromptNotFound);
  });

  it('say which one is missing', async () => {
    await expect(prompts.resolve('Nobody')).rejects.toThrow(PromptNotFound);
    await expect(prompts.resolve('Tutor', { version: 9 })).rejects.toThrow(
      'There is no prompt "Tutor" version 9.',
    );
  });

  it('are refused to a student whatever the surface lets through', async () => {
    const { id, uuid } = await person(app);
    const student = actorOf(id, uuid, 'STUDENT');
    await expect(prompts.get(student, 'Tutor')).rejects.toThrow(PromptsNotAllowed);
    await expect(prompts.names(student)).rejects.toThrow(PromptsNotAllowed);
    await expect(labelling.set(student, 'Tutor', 1, [])).rejects.toThrow(PromptsNotAllowed);
  });
});
