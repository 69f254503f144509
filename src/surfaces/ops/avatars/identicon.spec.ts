import { identiconOf } from './identicon';

describe('An identicon', () => {
  it('is the same for a name, always', () => {
    expect(identiconOf('learner-5f0c9a7be21d')).toBe(identiconOf('learner-5f0c9a7be21d'));
  });

  it('differs from name to name', () => {
    const pictures = Array.from({ length: 1_000 }, (_, index) => identiconOf(`learner-${index}`));
    expect(new Set(pictures).size).toBeGreaterThan(990);
  });

  it('is a picture that says nothing of the name', () => {
    const picture = identiconOf('learner-script');
    expect(picture).toMatch(/^<svg [^<]*><rect [^<]*\/><path [^<]*\/><\/svg>$/);
    expect(picture).not.toContain('learner');
  });

  it('is symmetric', () => {
    const columns = [...identiconOf('ada').matchAll(/M(\d+) (\d+)h/g)].map(
      ([, x, y]) => `${x}/${y}`,
    );
    const mirrored = [...identiconOf('ada').matchAll(/M(\d+) (\d+)h/g)].map(
      ([, x, y]) => `${80 - Number(x)}/${y}`,
    );
    expect(columns.toSorted()).toEqual(mirrored.toSorted());
  });
});
