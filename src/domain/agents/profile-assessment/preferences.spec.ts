import type { Communication } from '../../students/student-record';
import { communicationPreferencesOf, learningStyleOf } from './preferences';

const named = (...names: string[]) => ({
  courses: [],
  activities: names.map((name, index) => ({
    id: index + 1,
    name,
    field: 'OTHER' as const,
    role: null,
    leads: false,
    hoursPerWeek: null,
    weeksPerYear: null,
    years: null,
    description: null,
  })),
});

describe('learningStyleOf', () => {
  it('names the most frequent way, and the second when it is half as frequent', () => {
    expect(learningStyleOf(named('Robotics', 'Dance', 'Photography')).style).toBe(
      'kinesthetic-visual',
    );
    expect(learningStyleOf(named('Robotics', 'Dance', 'Soccer', 'Choir')).style).toBe(
      'kinesthetic',
    );
  });

  it('says why there is none', () => {
    const { style, reason } = learningStyleOf(named('Robotics', 'Chess'));
    expect(style).toBeNull();
    expect(reason).toContain('1 of the 3 signs');
  });
});

describe('communicationPreferencesOf', () => {
  const message = (fromStudent: boolean, sentOn: string | null, text: string, index: number) => ({
    id: index,
    channel: index === 3 ? ('CHAT' as const) : ('EMAIL' as const),
    fromStudent,
    text,
    sentOn,
  });
  const of = (...messages: [boolean, string | null, string][]) =>
    communicationPreferencesOf({
      communications: messages.map(([from, on, text], index): Communication & { id: number } =>
        message(from, on, text, index),
      ),
    });

  it('takes the median of the days until the next answer', () => {
    const found = of(
      [false, '2026-01-01', 'How are you?'],
      [true, '2026-01-04', 'Dear coach, well.'],
      [false, '2026-01-10', 'And now?'],
      [true, '2026-01-11', 'Fine!'],
      [false, '2026-02-01', 'Still?'],
      [true, '2026-02-05', 'Yes.'],
    );
    expect(found).toEqual({
      preferredMedium: 'email',
      responseTime: 'within 3 days',
      tone: 'professional yet friendly',
    });
  });

  it('takes nothing for an answer after a week, nor a message without a day', () => {
    expect(
      of([false, '2026-01-01', 'Well?'], [true, '2026-01-20', 'Something else.']).responseTime,
    ).toBeNull();
    expect(of([false, null, 'Well?'], [true, null, 'Yes.'])).toEqual({
      preferredMedium: 'email',
      responseTime: null,
      tone: 'neutral',
    });
  });

  it('knows nothing without messages of the student', () => {
    const nothing = { preferredMedium: null, responseTime: null, tone: null };
    expect(of([false, '2026-01-01', 'Hello?'])).toEqual(nothing);
    expect(of()).toEqual(nothing);
  });
});
