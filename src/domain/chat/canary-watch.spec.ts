import { canaryOf } from './canary';
import { CanaryWatch } from './canary-watch';
import { ReplyWithheld } from './chat.errors';

const CANARY = canaryOf('a secret of an installation');

function told(...pieces: readonly string[]): string[] {
  const watch = new CanaryWatch(CANARY);
  return [...pieces.map((piece) => watch.pass(piece)), watch.rest()];
}

describe('canaryOf', () => {
  it('is the same for a secret, another one for another, and shows nothing of it', () => {
    expect(canaryOf('a secret of an installation')).toBe(CANARY);
    expect(canaryOf('another secret')).not.toBe(CANARY);
    expect(CANARY).toMatch(/^[a-z0-9]{32}$/);
  });
});

describe('CanaryWatch', () => {
  it('passes everything else on at once', () => {
    const pieces = ['Binary ', 'search ', 'finds 😀 ', 'a jungle. ', CANARY.slice(1)];
    expect(told(...pieces)).toEqual([...pieces, '']);
  });

  it('holds back only an end that may be the beginning of it', () => {
    expect(told(`As in ${CANARY.slice(0, 5)}`, ' - no.')).toEqual([
      'As in ',
      `${CANARY.slice(0, 5)} - no.`,
      '',
    ]);
    expect(told('a J', 'ump')).toEqual(['a ', 'Jump', '']);
    expect(told('Iraj')).toEqual(['Ira', 'j']);
  });

  it.each([
    ['whole', [CANARY]],
    ['inside words', [`The mark is "${CANARY}", I think.`]],
    ['cut anywhere', [CANARY.slice(0, 7), CANARY.slice(7, 8), CANARY.slice(8)]],
    ['letter by letter', Array.from(CANARY)],
    ['in capitals', [CANARY.toUpperCase()]],
    ['spelled out', [Array.from(CANARY).join(' - ')]],
    ['spelled over lines', Array.from(CANARY).map((letter) => `* ${letter}\n`)],
    ['after a false start', [CANARY.slice(0, 3), CANARY]],
  ])('stops it %s', (_name, pieces) => {
    expect(() => told(...pieces)).toThrow(ReplyWithheld);
  });

  it('tells nothing of it before it stops', () => {
    const watch = new CanaryWatch(CANARY);
    expect(watch.pass(`Sure: ${CANARY.slice(0, 20)}`)).toBe('Sure: ');
    expect(watch.pass(CANARY.slice(20, 31))).toBe('');
    expect(() => watch.pass(CANARY.slice(31))).toThrow(ReplyWithheld);
  });
});
