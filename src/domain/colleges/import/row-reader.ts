import { type CollegeFigure, type Control, CONTROLS } from '../college';
import { MEASURES, type Measure, MOBILITY, QUARTILES } from '../measures';
import { digits, knownNumber, knownText } from './cell';
import type { CollegeRow, FigureColumn } from './college-row';
import type { FileKind } from './file-kinds';

/** IPEDS: reported, or corrected by an analyst. The other letters mean imputed or not applicable. */
const AS_REPORTED = new Set(['R', 'C']);
const CONTROL_CODES: Readonly<Record<string, Control>> = {
  '1': 'public',
  '2': 'private nonprofit',
  '3': 'private for-profit',
};
/** The cards round to six digits and more; a product that is further off is a mistake. */
const MOBILITY_TOLERANCE = 1e-5;

/** What came of a row: the row, or why not; besides, what was left out of it. */
export interface RowReading {
  readonly row: CollegeRow | null;
  readonly reason: string | null;
  readonly remarks: readonly string[];
  readonly withheld: number;
}

type Cells = Readonly<Record<string, string>>;

/** Reads the rows of one file. */
export class RowReader {
  private readonly columns: readonly FigureColumn[];

  /**
   * @param headers in small letters.
   * @param fileYear the year of the file; null when nothing says it.
   * @param ignored columns that are not to be believed.
   */
  constructor(
    private readonly kind: FileKind,
    headers: readonly string[],
    private readonly fileYear: number | null,
    ignored: ReadonlySet<string>,
  ) {
    const there = new Set(headers);
    this.columns = kind
      .figures(headers)
      .filter(({ column }) => there.has(column) && !ignored.has(column));
  }

  /** @param row its number; the row of the headers is row 1. */
  read(row: number, cells: Cells): RowReading {
    const { identity } = this.kind;
    const refuse = (reason: string): RowReading => ({
      row: null,
      reason,
      remarks: [],
      withheld: 0,
    });
    const unitid = identity.unitid === undefined ? null : unitidOf(cells[identity.unitid]);
    const forOpeid6 =
      identity.superOpeid === undefined ? null : digits(cells[identity.superOpeid], 6);
    if (unitid === null && forOpeid6 === null) {
      const key = identity.unitid ?? identity.superOpeid ?? '';
      return refuse(`${key} is "${cells[key] ?? ''}", which is no institution's key`);
    }
    const name = textOf(cells, identity.name);
    if (name?.includes('\uFFFD')) return refuse('the name is not valid UTF-8');
    const remarks: string[] = [];
    const { figures, withheld } = this.figuresOf(cells, remarks);
    const state = textOf(cells, identity.state);
    return {
      row: {
        row,
        unitid,
        forOpeid6,
        identity: {
          name,
          opeid6: opeid6Of(cells, this.kind),
          city: textOf(cells, identity.city),
          state: state !== null && /^[A-Z]{2}$/.test(state) ? state : null,
          control: controlOf(textOf(cells, identity.control)),
        },
        figures,
        year: this.yearOf(cells),
        source: this.kind.source,
      },
      reason: null,
      remarks,
      withheld,
    };
  }

  private yearOf(cells: Cells): number | null {
    if (this.kind.year !== undefined) return this.kind.year;
    const year =
      this.kind.yearColumn === undefined ? null : knownNumber(cells[this.kind.yearColumn]);
    return typeof year === 'number' && Number.isInteger(year) ? year : this.fileYear;
  }

  private figuresOf(cells: Cells, remarks: string[]) {
    const found = new Map<Measure, CollegeFigure>();
    let withheld = 0;
    for (const column of this.columns) {
      const value = knownNumber(cells[column.column]);
      if (value === null) withheld += 1;
      else {
        const problem = problemWith(value, column, cells);
        if (problem !== null) remarks.push(problem);
        else if (typeof value === 'number') keepNewest(found, this.figureOf(value, column, cells));
      }
    }
    withAdmissionRate(found, remarks);
    dropContradictions(found, remarks);
    return { figures: [...found.values()], withheld };
  }

  private figureOf(value: number, column: FigureColumn, cells: Cells): CollegeFigure {
    const isStarterTest = cells['test_scores_year'] !== undefined && column.source === undefined;
    const testYear = isStarterTest ? knownNumber(cells['test_scores_year']) : null;
    const year = isStarterTest
      ? typeof testYear === 'number'
        ? testYear
        : null
      : (column.year ?? this.yearOf(cells));
    const testSource =
      year === 2021 ? 'IPEDS admissions, starter table' : 'College Scorecard, starter table';
    return {
      measure: column.measure,
      value: value / (column.divisor ?? 1),
      label: column.measure === 'mobility_tier' ? knownText(cells['tier_name']) : null,
      year,
      period: column.period ?? null,
      source: isStarterTest ? testSource : (column.source ?? this.kind.source),
      coversSystem: cells['multi']?.trim() === '1',
    };
  }
}

function problemWith(
  value: number | 'unreadable',
  { column, measure, divisor = 1, flag }: FigureColumn,
  cells: Cells,
): string | null {
  const shown = cells[column]?.trim() ?? '';
  if (value === 'unreadable') return `${column} is "${shown}", not a number`;
  const { minimum, maximum } = MEASURES[measure];
  const scaled = value / divisor;
  if (scaled < minimum || scaled > maximum) {
    return `${column} is ${shown}, outside ${minimum * divisor} to ${maximum * divisor}`;
  }
  const letter = flag === undefined ? null : knownText(cells[flag]);
  return letter === null || AS_REPORTED.has(letter)
    ? null
    : `${column} was not reported but imputed (${letter})`;
}

function keepNewest(found: Map<Measure, CollegeFigure>, figure: CollegeFigure): void {
  const other = found.get(figure.measure);
  if (other === undefined || (figure.year ?? 0) > (other.year ?? 0)) {
    found.set(figure.measure, figure);
  }
}

function withAdmissionRate(found: Map<Measure, CollegeFigure>, remarks: string[]): void {
  const applicants = found.get('applicants');
  const admitted = found.get('admitted');
  if (applicants === undefined || admitted === undefined || found.has('admission_rate')) return;
  if (admitted.value > applicants.value) {
    remarks.push(`${admitted.value} were admitted of ${applicants.value} applicants: not taken`);
    found.delete('applicants');
    found.delete('admitted');
  } else if (applicants.value > 0) {
    const value = Number((admitted.value / applicants.value).toFixed(4));
    found.set('admission_rate', { ...admitted, measure: 'admission_rate', value });
  }
}

function dropContradictions(found: Map<Measure, CollegeFigure>, remarks: string[]): void {
  for (const [low, high] of QUARTILES) {
    const [below, above] = [found.get(low), found.get(high)];
    if (below === undefined || above === undefined || below.value <= above.value) continue;
    remarks.push(`${low} is ${below.value} and ${high} ${above.value}: neither is taken`);
    found.delete(low);
    found.delete(high);
  }
  const [access, success, rate] = MOBILITY.map((measure) => found.get(measure)?.value);
  if (access === undefined || success === undefined || rate === undefined) return;
  if (Math.abs(access * success - rate) <= MOBILITY_TOLERANCE) return;
  remarks.push(
    `access ${access} × success ${success} is ${(access * success).toFixed(6)}, the mobility rate says ${rate}: none of the three is taken`,
  );
  for (const measure of MOBILITY) found.delete(measure);
}

function unitidOf(cell: string | undefined): number | null {
  const key = digits(cell, 6);
  return key === null || Number(key) === 0 ? null : Number(key);
}

function textOf(cells: Cells, column: string | undefined): string | null {
  return column === undefined ? null : knownText(cells[column]);
}

function opeid6Of(cells: Cells, { identity }: FileKind): string | null {
  const whole = identity.opeid === undefined ? null : digits(cells[identity.opeid], 8);
  if (whole !== null) return whole.slice(0, 6);
  return identity.opeid6 === undefined ? null : digits(cells[identity.opeid6], 6);
}

function controlOf(text: string | null): Control | null {
  if (text === null) return null;
  return CONTROL_CODES[text] ?? CONTROLS.find((control) => control === text) ?? null;
}
