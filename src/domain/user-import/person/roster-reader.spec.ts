import { columnsOf } from './columns';
import { RosterReader, type RosterRow } from './roster-reader';

const HEADER = ['email', 'name', 'role', 'phone', 'grade'];

function read(...rows: readonly (readonly string[])[]): RosterRow[] {
  const reader = new RosterReader(columnsOf({ line: 1, cells: HEADER }), 'US');
  return rows.map((cells, place) => reader.read({ line: place + 2, cells }));
}

function errorOf(...cells: string[]): string | undefined {
  const [row] = read(cells);
  return row !== undefined && 'error' in row ? row.error : undefined;
}

describe('RosterReader', () => {
  it('reads a person, a student unless the file says otherwise', () => {
    expect(
      read(
        [' Ann@Example.com ', 'Ann\n  Lee', '', '(206) 555-0100', '10th Grade'],
        ['bo@example.com', "Bo O'Neill-Łuk", 'Counselor', '', '10'],
      ),
    ).toEqual([
      {
        row: 2,
        person: {
          email: 'Ann@Example.com',
          fullName: 'Ann Lee',
          role: 'STUDENT',
          phone: '+12065550100',
          grade: 10,
        },
      },
      {
        row: 3,
        person: {
          email: 'bo@example.com',
          fullName: "Bo O'Neill-Łuk",
          role: 'COACH',
          phone: null,
          grade: null,
        },
      },
    ]);
  });

  it('tells every fault of a row at once', () => {
    expect(errorOf('nobody', '', 'king', '12', '')).toBe(
      'Invalid email format; Name is missing; Unknown role: use student, coach or instructor; ' +
        'Invalid phone format',
    );
    expect(errorOf('a@example.com', 'A', 'student', '12', 'kindergarten')).toBe(
      'Invalid phone format; Invalid grade: use 8 to 12, or 13 to 16 for years of college',
    );
  });

  it('never makes an admin', () => {
    for (const role of ['admin', 'ADMIN', 'Platform_Admin', 'administrator']) {
      expect(errorOf('a@example.com', 'A', role, '', '')).toBe('An admin cannot be imported');
    }
  });

  it('refuses addresses that nobody could sign in with', () => {
    for (const email of [
      'a@b',
      'a b@example.com',
      'a@example.com\nBcc: b@example.com',
      `${'a'.repeat(65)}@example.com`,
      `a@${'b'.repeat(60)}.${'c'.repeat(250)}.com`,
      'a@[127.0.0.1]',
      '@example.com',
      'a@example..com',
    ]) {
      expect(errorOf(email, 'A', '', '', '')).toBe('Invalid email format');
    }
  });

  it('refuses names that no display is safe with', () => {
    expect(errorOf('a@example.com', 'A\u0007', '', '', '')).toBe('Invalid name');
    expect(errorOf('a@example.com', 'A\u202Emoc.live', '', '', '')).toBe('Invalid name');
    expect(errorOf('a@example.com', 'A'.repeat(201), '', '', '')).toBe('Invalid name');
  });

  it('tells of a second row with the same address, whatever its case; a faulty row counts not', () => {
    expect(
      read(
        ['a@example.com', '', '', '', ''],
        ['a@example.com', 'A', '', '', ''],
        ['A@Example.com', 'B', '', '', ''],
      ).map((row) => ('error' in row ? row.error : null)),
    ).toEqual(['Name is missing', null, 'Email already exists in row 3']);
  });

  it('refuses rows that don’t fit the header, except for empty cells at the end', () => {
    expect(errorOf('a@example.com', 'A')).toBe('Row has 2 cells, the header has 5');
    expect(errorOf('a@example.com', 'A', '', '', '', 'x')).toBe(
      'Row has 6 cells, the header has 5',
    );
    expect(errorOf('a@example.com', 'A', '', '', '', '', '')).toBeUndefined();
  });

  it('reads the grades as schools write them', () => {
    const grades = ['9', '09', '9th', 'Grade 11', 'freshman', 'Sophomore', '12.0', 'junior'];
    const rows = read(
      ...grades.map((grade, place) => [`g${place}@example.com`, 'G', 'student', '', grade]),
    );
    expect(rows.map((row) => ('person' in row ? row.person.grade : row.error))).toEqual([
      9, 9, 9, 11, 9, 10, 12, 11,
    ]);
  });

  it('knows years of college, and leaves children to their guardians', () => {
    const error = (grade: string) => errorOf('a@example.com', 'A', 'student', '', grade);
    const rows = read(
      ...['8', '08', 'Grade 08', '13', '16', 'PS1', 'ps4'].map((grade, place) => [
        `g${place}@example.com`,
        'G',
        'student',
        '',
        grade,
      ]),
    );
    expect(rows.map((row) => ('person' in row ? row.person.grade : row.error))).toEqual([
      8, 8, 8, 13, 16, 13, 16,
    ]);
    for (const grade of ['1', '3rd', '06', '7']) expect(error(grade)).toMatch(/^Grade below 8: /);
    for (const grade of ['0', '17', 'PS5', 'PS', '2026', '-9.5', 'undergraduate']) {
      expect(error(grade)).toMatch(/^Invalid grade: /);
    }
    expect(errorOf('a@example.com', 'A', 'teacher', '', '6')).toBeUndefined();
    expect(errorOf('a@example.com', 'A', 'staff', '', '6')).toBe(
      'Unknown role: use student, coach or instructor',
    );
  });

  it('says that a username is no address, where nothing else could be one', () => {
    const header = ['First Name', 'Last Name', 'Username'];
    const reader = new RosterReader(columnsOf({ line: 1, cells: header }), 'US');
    expect(reader.read({ line: 2, cells: ['Ora', 'Klein', 'OKlein'] })).toEqual({
      row: 2,
      error: 'Email is missing: the username is no address',
    });
    expect(reader.read({ line: 3, cells: ['Ora', 'Klein', 'ok@example.com'] })).toMatchObject({
      person: { email: 'ok@example.com' },
    });
  });

  it('takes back the quote that an export put before a cell', () => {
    const [row] = read(['a@example.com', 'A', '', "'+12065550100", '']);
    expect(row !== undefined && 'person' in row && row.person.phone).toBe('+12065550100');
  });
});
