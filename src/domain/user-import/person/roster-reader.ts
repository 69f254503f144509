import type { TableRow } from '../table/table';
import type { Columns } from './columns';
import { isPlausibleAddress } from './email-address';
import { readGrade } from './grade';
import { readName } from './person-name';
import { type PhoneCountry, readPhoneNumber } from './phone-number';
import { type ImportedRole, readRole } from './role';

/** Somebody as a row of a file describes them. */
export interface RosterPerson {
  readonly email: string;
  readonly fullName: string;
  readonly role: ImportedRole;
  /** E.164. */
  readonly phone: string | null;
  /** From 8 to 12, or the year of college from 13 to 16; of students only. */
  readonly grade: number | null;
}

/** What became of a row: somebody, or what is wrong with it. Never both. */
export type RosterRow = { readonly row: number } & (
  | { readonly person: RosterPerson }
  | { readonly error: string }
);

/** Said of an address that somebody has already, here or in an earlier row. */
export const EMAIL_EXISTS = 'Email already exists';

/** Below it children are hardly ever 13, and join only as their guardian agrees. */
const LOWEST_GRADE = 8;

/** Our own exports put a quote before cells that a spreadsheet would calculate. */
const NEUTRALISED = /^'(?=[=+\-@])/;

/**
 * Reads the rows of one file in their order: it remembers every address, and tells of the second
 * row that has the same. What it tells depends on the file and the country alone.
 */
export class RosterReader {
  private readonly rowOfAddress = new Map<string, number>();

  constructor(
    private readonly columns: Columns,
    private readonly country: PhoneCountry,
  ) {}

  read({ line: row, cells }: TableRow): RosterRow {
    const faults: string[] = [];
    const misfit = this.misfit(cells);
    if (misfit !== null) return { row, error: misfit };
    const email = this.email(cells, faults);
    const fullName = this.name(cells, faults);
    const role = this.role(cells, faults);
    const phone = this.phone(cells, faults);
    const grade = this.grade(cells, role, faults);
    if (faults.length > 0 || role === null) return { row, error: faults.join('; ') };
    const key = email.toLowerCase();
    const first = this.rowOfAddress.get(key);
    if (first !== undefined) return { row, error: `${EMAIL_EXISTS} in row ${first}` };
    this.rowOfAddress.set(key, row);
    return { row, person: { email, fullName, role, phone, grade } };
  }

  private misfit(cells: readonly string[]): string | null {
    const { width } = this.columns;
    const used = Math.max(cells.findLastIndex((cell) => cell.trim() !== '') + 1, width);
    return cells.length < width || used > width
      ? `Row has ${cells.length} cells, the header has ${width}`
      : null;
  }

  private email(cells: readonly string[], faults: string[]): string {
    const email = at(cells, this.columns.email);
    const username = at(cells, this.columns.username);
    if (email === '' && isPlausibleAddress(username)) return username;
    if (email === '') {
      faults.push(`Email is missing${username === '' ? '' : ': the username is no address'}`);
    } else if (!isPlausibleAddress(email)) faults.push('Invalid email format');
    return email;
  }

  private name(cells: readonly string[], faults: string[]): string {
    const { fullName, givenName, familyName } = this.columns;
    const written =
      at(cells, fullName) || `${at(cells, givenName)} ${at(cells, familyName)}`.trim();
    const name = readName(written);
    if (written === '') faults.push('Name is missing');
    else if (name === null || name === '') faults.push('Invalid name');
    return name ?? '';
  }

  private role(cells: readonly string[], faults: string[]): ImportedRole | null {
    const word = at(cells, this.columns.role);
    const role = word === '' ? 'STUDENT' : readRole(word);
    if (role === 'PLATFORM_ADMIN') faults.push('An admin cannot be imported');
    else if (role === null) faults.push('Unknown role: use student, coach or instructor');
    return role === 'PLATFORM_ADMIN' ? null : role;
  }

  private phone(cells: readonly string[], faults: string[]): string | null {
    const written = this.columns.phones.map((place) => at(cells, place)).find(Boolean);
    if (written === undefined) return null;
    const phone = readPhoneNumber(written, this.country);
    if (phone === null) faults.push('Invalid phone format');
    return phone;
  }

  private grade(
    cells: readonly string[],
    role: ImportedRole | null,
    faults: string[],
  ): number | null {
    const written = at(cells, this.columns.grade);
    if (written === '' || role !== 'STUDENT') return null;
    const grade = readGrade(written);
    if (grade === null) {
      faults.push('Invalid grade: use 8 to 12, or 13 to 16 for years of college');
    } else if (grade < LOWEST_GRADE) {
      faults.push("Grade below 8: children under 13 join with their guardian's consent");
    }
    return grade;
  }
}

function at(cells: readonly string[], place: number | null): string {
  return place === null ? '' : (cells[place] ?? '').trim().replace(NEUTRALISED, '');
}
