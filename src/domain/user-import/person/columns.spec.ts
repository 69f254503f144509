import { ImportFileRefused } from '../user-import.errors';
import { columnsOf } from './columns';

function refusal(...cells: string[]): string | undefined {
  try {
    columnsOf({ line: 1, cells });
  } catch (error) {
    if (error instanceof ImportFileRefused) return error.issues[0]?.message;
    throw error;
  }
  return undefined;
}

describe('columnsOf', () => {
  it.each(['email', 'E-Mail', ' EMAIL_ADDRESS ', 'e mail address', 'Mail', 'Courriel', 'É-mail'])(
    'knows %j as the address',
    (header) => {
      expect(columnsOf({ line: 1, cells: ['name', header] }).email).toBe(1);
    },
  );

  it('knows the usual columns in any order and names the others', () => {
    const cells = [
      'SIS ID',
      'First Name',
      'Last_Name',
      'Username',
      'GRADE LEVEL',
      'Mobile',
      'Téléphone',
      'Role',
      '',
      '',
    ];
    expect(columnsOf({ line: 1, cells })).toEqual({
      width: 8,
      email: null,
      username: 3,
      fullName: null,
      givenName: 1,
      familyName: 2,
      role: 7,
      phones: [5, 6],
      grade: 4,
      ignored: ['SIS ID'],
    });
  });

  it('refuses a file without a column that it needs, and says which', () => {
    expect(refusal('id', 'name')).toMatch(/^line 1: no column is called email/);
    expect(refusal('a@example.com', 'John Doe')).toMatch(/no header/);
    expect(refusal('email', 'phone')).toMatch(/no column is called name/);
  });

  it('refuses a header that is no header of people', () => {
    const others = Array.from({ length: 1_000 }, (_, place) => `field ${place}`);
    expect(refusal('email', 'name', ...others)).toBe('line 1: a file has at most 1000 columns');
  });

  it('refuses two columns that mean the same', () => {
    expect(refusal('email', 'name', 'E-Mail')).toMatch(/columns 1 and 3 mean the same/);
    expect(refusal('email', 'name', 'phone', 'PHONE')).toMatch(/columns 3 and 4/);
  });
});
