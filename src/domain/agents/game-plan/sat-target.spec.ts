import type { College, CollegeFigure } from '../../colleges/college';
import { satTarget } from './sat-target';

function college(reading: number | null, mathematics: number | null): College {
  const figure = (value: number | null) => (value === null ? {} : { value });
  const figures = {
    ...(reading === null ? {} : { sat_reading_75: figure(reading) as CollegeFigure }),
    ...(mathematics === null ? {} : { sat_math_75: figure(mathematics) as CollegeFigure }),
  };
  return { figures } as College;
}

describe('satTarget', () => {
  it('is the median upper quartile of the targets, rounded up to ten', () => {
    expect(satTarget([college(780, 800)])).toBe('1580+');
    expect(satTarget([college(700, 701), college(780, 800), college(650, 650)])).toBe('1410+');
    expect(satTarget([college(700, 700), college(780, 800)])).toBe('1490+');
  });

  it('leaves out who publishes half of it, and is unknown when nobody publishes it', () => {
    expect(satTarget([college(780, null), college(600, 610)])).toBe('1210+');
    expect(satTarget([college(null, null)])).toBeNull();
    expect(satTarget([])).toBeNull();
  });
});
