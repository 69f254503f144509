import { z } from 'zod';
import { plainWords } from './plain-words';

const SCHEMA = z.object({
  kind: z.enum(['calm', 'urgent']),
  name: z.string().min(2).max(3),
  months: z.number().min(1).max(12),
  words: z.array(z.string()).min(1).max(2),
  fixed: z.literal('text'),
  own: z.string('say who it is'),
});
const FITTING = { kind: 'calm', name: 'Ada', months: 1, words: ['a'], fixed: 'text', own: 'me' };

function wordsAbout(change: Record<string, unknown>): string | undefined {
  const { error } = SCHEMA.safeParse({ ...FITTING, ...change }, { error: plainWords });
  return error?.issues[0]?.message;
}

describe('Plain words about values', () => {
  it.each([
    [{ kind: undefined }, 'field required'],
    [{ name: undefined }, 'field required'],
    [{ kind: 'loud' }, 'value is not one of calm, urgent'],
    [{ fixed: 'image' }, 'value is not text'],
    [{ name: 5 }, 'value is not of type string'],
    [{ name: 'A' }, 'text needs at least 2 characters'],
    [{ name: 'Adaa' }, 'text needs at most 3 characters'],
    [{ months: 0 }, 'value is not at least 1'],
    [{ months: 13 }, 'value is not at most 12'],
    [{ words: [] }, 'list needs at least 1 entry'],
    [{ words: ['a', 'b', 'c'] }, 'list needs at most 2 entries'],
    [{ own: 5 }, 'say who it is'],
    [{}, undefined],
  ])('%j: %s', (change, words) => {
    expect(wordsAbout(change)).toBe(words);
  });
});
