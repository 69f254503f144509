import { ImportFileRefused } from '../user-import.errors';
import { isPlausibleAddress } from './email-address';

/** Where in a row each thing stands. */
export interface Columns {
  /** How many columns the header names. */
  readonly width: number;
  readonly email: number | null;
  /** Asked where the address is missing: many rosters have the address as the username. */
  readonly username: number | null;
  readonly fullName: number | null;
  readonly givenName: number | null;
  readonly familyName: number | null;
  readonly role: number | null;
  /** The first that isn't empty counts. */
  readonly phones: readonly number[];
  readonly grade: number | null;
  /** Columns that mean nothing here, as the file calls them. */
  readonly ignored: readonly string[];
}

/** The widest rosters have a hundred; the names of those that mean nothing are kept and shown. */
const MOST_COLUMNS = 1_000;

/** Headers by what they mean, in lower case without accents, spaces and signs. */
const MEANINGS = {
  email: [
    'email',
    'emailaddress',
    'emailid',
    'mail',
    'mailaddress',
    'useremail',
    'studentemail',
    'schoolemail',
    'primaryemail',
    'contactemail',
    'userprincipalname',
    'upn',
    'courriel',
    'adresseemail',
    'correo',
    'correoelectronico',
    'emailadresse',
  ],
  username: ['username', 'userid', 'login', 'loginname'],
  fullName: [
    'name',
    'fullname',
    'displayname',
    'studentname',
    'nombre',
    'nombrecompleto',
    'nomcomplet',
  ],
  givenName: ['firstname', 'givenname', 'forename', 'first', 'given', 'prenom', 'vorname'],
  familyName: [
    'lastname',
    'familyname',
    'surname',
    'last',
    'family',
    'nomdefamille',
    'apellido',
    'apellidos',
    'nachname',
  ],
  role: ['role', 'userrole', 'usertype', 'accounttype', 'persontype'],
  phones: [
    'phone',
    'phonenumber',
    'mobile',
    'mobilephone',
    'mobilenumber',
    'cell',
    'cellphone',
    'telephone',
    'telephonenumber',
    'tel',
    'sms',
    'telefono',
    'telefon',
  ],
  grade: ['grade', 'gradelevel', 'year', 'yeargroup', 'classlevel', 'schoolgrade', 'class'],
} as const;

type Meaning = keyof typeof MEANINGS;

const BY_HEADER: ReadonlyMap<string, Meaning> = new Map(
  (Object.entries(MEANINGS) as [Meaning, readonly string[]][]).flatMap(([meaning, headers]) =>
    headers.map((header) => [header, meaning] as const),
  ),
);

/**
 * What the columns of a file mean, by their usual names however they are spelled.
 *
 * @param header its cells and the line where they begin.
 * @throws ImportFileRefused for far too many columns, where none holds an address or a name, or two
 * claim to be the same.
 */
export function columnsOf(header: {
  readonly line: number;
  readonly cells: readonly string[];
}): Columns {
  const { line, cells } = header;
  if (cells.length > MOST_COLUMNS) {
    throw new ImportFileRefused(`a file has at most ${MOST_COLUMNS} columns`, line);
  }
  const places: Record<Meaning, number[]> = {
    email: [],
    username: [],
    fullName: [],
    givenName: [],
    familyName: [],
    role: [],
    phones: [],
    grade: [],
  };
  const ignored: string[] = [];
  for (const [place, cell] of cells.entries()) {
    const meaning = BY_HEADER.get(plain(cell));
    if (meaning !== undefined) places[meaning].push(place);
    else if (cell.trim() !== '') ignored.push(cell.trim().slice(0, 100));
  }
  requireDistinct(places, header);
  const one = (meaning: Meaning): number | null => places[meaning][0] ?? null;
  const columns: Columns = {
    width: widthOf(cells),
    email: one('email'),
    username: one('username'),
    fullName: one('fullName'),
    givenName: one('givenName'),
    familyName: one('familyName'),
    role: one('role'),
    phones: places.phones,
    grade: one('grade'),
    ignored,
  };
  if (columns.email === null && columns.username === null) {
    const isData = cells.some((cell) => isPlausibleAddress(cell.trim()));
    throw new ImportFileRefused(
      isData
        ? 'there is no header: the first line must name the columns, e.g. email,name,role'
        : 'no column is called email; the first line must name the columns, e.g. email,name,role',
      line,
    );
  }
  if (columns.fullName === null && columns.givenName === null && columns.familyName === null) {
    throw new ImportFileRefused('no column is called name, nor first name or last name', line);
  }
  return columns;
}

function requireDistinct(
  places: Readonly<Record<Meaning, readonly number[]>>,
  { line, cells }: { readonly line: number; readonly cells: readonly string[] },
): void {
  for (const [meaning, claimed] of Object.entries(places)) {
    const headers = claimed.map((place) => plain(cells[place] ?? ''));
    const isTwice =
      meaning === 'phones' ? new Set(headers).size < headers.length : claimed.length > 1;
    if (!isTwice) continue;
    const columns = claimed.map((place) => place + 1).join(' and ');
    throw new ImportFileRefused(`columns ${columns} mean the same: keep one of them`, line);
  }
}

/** Spreadsheets leave empty headers at the end. */
function widthOf(cells: readonly string[]): number {
  return cells.findLastIndex((cell) => cell.trim() !== '') + 1;
}

/** In lower case, without accents, spaces and signs. */
function plain(header: string): string {
  return header
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{Letter}\p{Number}]/gu, '');
}
