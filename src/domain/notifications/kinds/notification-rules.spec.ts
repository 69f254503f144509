import type { Actor, Role } from '../../../kernel/actor';
import { NOTIFICATION_KINDS } from '../notification-kind';
import { quoted, type Told } from './notification-rule';
import { isMailedHere, mayBeTold, NOTIFICATION_RULES, ruleOf } from './notification-rules';

const NOTHING: Told = { subject: null, actor: null, thing: null, course: null, facts: {} };
const NAMED: Told = {
  subject: 'Mia Student',
  actor: 'Chris Coach',
  thing: 'First draft',
  course: 'Data Structures',
  facts: { points: 20, score: 90, status: 'ACCEPTED', severity: 'high', heldOn: '2026-01-20' },
};

const actor = (...roles: Role[]): Actor => ({
  userId: 1,
  userUuid: '123e4567-e89b-12d3-a456-426614174000',
  sessionId: 'session',
  grants: roles.map((role) => ({ role, universityId: null })),
});

describe('Rules of notifications', () => {
  it('there is exactly one for every kind', () => {
    const kinds = NOTIFICATION_RULES.map(({ kind }) => kind);
    expect(kinds.toSorted()).toEqual(NOTIFICATION_KINDS.toSorted());
    expect(new Set(kinds).size).toBe(kinds.length);
  });

  it.each(NOTIFICATION_KINDS)('%s has one whole sentence, with names and without', (kind) => {
    const { sentence } = ruleOf(kind);
    for (const told of [NOTHING, NAMED]) {
      const text = sentence(told);
      expect(text).toMatch(/^[A-Z“].*[.!]$/);
      expect(text).not.toMatch(/null|\[object|“”| {2}/);
    }
    expect(sentence(NOTHING)).not.toMatch(/Mia|Chris|First draft|Data Structures/);
  });

  it('what cannot be chosen says why', () => {
    for (const { inApp, email } of NOTIFICATION_RULES) {
      for (const { byDefault, fixedBecause } of [inApp, email]) {
        if (fixedBecause === undefined) continue;
        expect(byDefault).toBe(true);
        expect(fixedBecause.length).toBeGreaterThan(20);
      }
    }
    expect(ruleOf('crisis.detected').inApp.fixedBecause).toMatch(/danger/);
  });

  it('a crisis is mailed by its own feature alone', () => {
    expect(isMailedHere(ruleOf('crisis.detected'))).toBe(false);
    expect(isMailedHere(ruleOf('crisis.escalated'))).toBe(false);
    expect(isMailedHere(ruleOf('export.ready'))).toBe(false);
    expect(isMailedHere(ruleOf('task.assigned'))).toBe(true);
  });

  it('students are never offered what is for coaches and admins', () => {
    const kinds = NOTIFICATION_RULES.filter((rule) => mayBeTold(actor('STUDENT'), rule));
    const names = kinds.map(({ kind }) => kind);
    expect(names).not.toEqual(expect.arrayContaining(['crisis.detected']));
    expect(names).not.toEqual(expect.arrayContaining(['crisis.escalated']));
    expect(names).not.toEqual(expect.arrayContaining(['task.to_review']));
    expect(mayBeTold(actor('COACH'), ruleOf('crisis.detected'))).toBe(true);
  });

  it('says what happened in the terms of the reader', () => {
    expect(ruleOf('task.assigned').sentence(NAMED)).toBe(
      'Chris Coach gave you the task “First draft” in “Data Structures”.',
    );
    expect(ruleOf('task.completed').sentence(NAMED)).toBe(
      'Your task “First draft” is done: 20 points for you.',
    );
    expect(ruleOf('lab.reviewed').sentence(NAMED)).toBe(
      'Your work for “First draft” in “Data Structures” was accepted with 90 of 100.',
    );
    expect(ruleOf('coaching_session.written').sentence(NAMED)).toBe(
      'Chris Coach wrote down your session of 20 January 2026.',
    );
    expect(ruleOf('crisis.detected').sentence(NAMED)).toBe(
      'Mia Student may be in danger (high). Please look at the case now.',
    );
  });

  it('cuts long titles at a character, never within one', () => {
    expect(quoted('👍'.repeat(200), '')).toBe(`“${'👍'.repeat(120)}…”`);
    expect(quoted(' two\n lines ', '')).toBe('“two lines”');
    expect(quoted('  ', 'a task')).toBe('a task');
  });
});
