import type { FigureColumn } from './college-row';
import {
  exportColumns,
  netPriceColumns,
  STARTER_COLUMNS,
  SCORECARD_COLUMNS,
} from './figure-columns';

/** Which columns say what an institution is. */
interface IdentityColumns {
  readonly unitid?: string;
  readonly opeid?: string;
  readonly opeid6?: string;
  /** The key of a group of campuses that the Mobility Report Cards speak of. */
  readonly superOpeid?: string;
  readonly name?: string;
  readonly city?: string;
  readonly state?: string;
  readonly control?: string;
}

/** A publication, recognised by its headers. */
export interface FileKind {
  readonly title: string;
  /** Headers that it always has, in small letters. */
  readonly headers: readonly string[];
  readonly source: string;
  readonly identity: IdentityColumns;
  /** Its figures, given all its headers in small letters. */
  readonly figures: (headers: readonly string[]) => readonly FigureColumn[];
  /** A column with the year of each row. */
  readonly yearColumn?: string;
  /** Whether its headers alone tell it, with no column of figures among them. */
  readonly isDirectory?: boolean;
  /** The year of the publication where its file need not say it. */
  readonly year?: number;
  /** Read in this order, so that keys are known before rows refer to them. */
  readonly order: number;
}

/** Marks figures of the starter table, which give way to the publication itself. */
export const STARTER = ', starter table';

const always = (columns: readonly FigureColumn[]) => () => columns;

/** Every publication that can be imported; the first that fits is taken. */
export const FILE_KINDS: readonly FileKind[] = [
  {
    title: 'starter table',
    headers: ['unitid', 'opeid6', 'access_par_q1', 'success_kq5_given_parq1', 'mobility_rate'],
    source: `IPEDS directory${STARTER}`,
    year: 2021,
    identity: {
      unitid: 'unitid',
      opeid6: 'opeid6',
      name: 'name',
      city: 'city',
      state: 'state',
      control: 'control',
    },
    figures: always(STARTER_COLUMNS),
    isDirectory: true,
    order: 2,
  },
  {
    title: 'IPEDS directory',
    headers: ['institution_id', 'institution', 'city', 'state', 'int_control'],
    source: 'IPEDS directory',
    identity: {
      unitid: 'institution_id',
      name: 'institution',
      city: 'city',
      state: 'state',
      control: 'int_control',
    },
    figures: always([]),
    isDirectory: true,
    order: 0,
  },
  {
    title: 'College Scorecard, institutions',
    headers: ['unitid', 'opeid', 'instnm', 'stabbr', 'adm_rate', 'satvr25'],
    source: 'College Scorecard',
    identity: {
      unitid: 'unitid',
      opeid: 'opeid',
      opeid6: 'opeid6',
      name: 'instnm',
      city: 'city',
      state: 'stabbr',
      control: 'control',
    },
    figures: always(SCORECARD_COLUMNS),
    isDirectory: true,
    order: 1,
  },
  {
    title: 'College Scorecard, earnings',
    headers: ['unitid', 'instnm', 'stabbr', 'md_earn_wne_p10'],
    source: 'College Scorecard, earnings',
    identity: { unitid: 'unitid', name: 'instnm', state: 'stabbr' },
    figures: always([{ column: 'md_earn_wne_p10', measure: 'median_earnings', period: 'release' }]),
    order: 3,
  },
  {
    title: 'College Scorecard, extract with PS markers',
    headers: ['id', 'school_name', 'admit_rate', 'net_price_pub', 'net_price_priv'],
    source: 'College Scorecard, extract',
    identity: {
      unitid: 'id',
      name: 'school_name',
      city: 'city',
      state: 'state',
      control: 'control',
    },
    figures: always([
      { column: 'admit_rate', measure: 'admission_rate' },
      { column: '4yr_completion_rate', measure: 'completion_rate' },
      { column: 'cc_completion_rate', measure: 'completion_rate' },
      { column: 'net_price_pub', measure: 'net_price_average' },
      { column: 'net_price_priv', measure: 'net_price_average' },
      { column: 'median_earnings', measure: 'median_earnings' },
    ]),
    order: 3,
  },
  {
    title: 'IPEDS admissions',
    headers: ['institution_id', 'applcn', 'admssn', 'rw_sat_25', 'act_25'],
    source: 'IPEDS admissions',
    identity: { unitid: 'institution_id' },
    figures: always([
      { column: 'applcn', measure: 'applicants', period: 'fall' },
      { column: 'admssn', measure: 'admitted', period: 'fall' },
      { column: 'rw_sat_25', measure: 'sat_reading_25', period: 'fall' },
      { column: 'rw_sat_75', measure: 'sat_reading_75', period: 'fall' },
      { column: 'mth_sat_25', measure: 'sat_math_25', period: 'fall' },
      { column: 'mth_sat_75', measure: 'sat_math_75', period: 'fall' },
      { column: 'act_25', measure: 'act_25', period: 'fall' },
      { column: 'act_75', measure: 'act_75', period: 'fall' },
    ]),
    order: 4,
  },
  {
    title: 'IPEDS student financial aid, net price',
    headers: ['institution_id', 'avg_nprice_l1_1920', 'os_avg_nprice_l1_1920'],
    source: 'IPEDS student financial aid',
    identity: { unitid: 'institution_id' },
    figures: netPriceColumns,
    order: 4,
  },
  {
    title: 'IPEDS graduation rates',
    headers: ['unitid', 'institution name', 'pct_award_6yrs'],
    source: 'IPEDS graduation rates',
    identity: { unitid: 'unitid', name: 'institution name' },
    figures: always([
      { column: 'pct_award_6yrs', measure: 'completion_rate', divisor: 100, period: 'published' },
    ]),
    order: 3,
  },
  {
    title: 'IPEDS export with long headers',
    headers: ['unitid', 'institution name', 'year'],
    source: 'IPEDS export',
    identity: { unitid: 'unitid', name: 'institution name' },
    figures: exportColumns,
    yearColumn: 'year',
    order: 3,
  },
  {
    title: 'Mobility Report Cards, table 2',
    headers: ['super_opeid', 'tier_name', 'par_q1', 'kq5_cond_parq1', 'mr_kq5_pq1'],
    source: 'Opportunity Insights, Mobility Report Cards, table 2',
    year: 2017,
    identity: { superOpeid: 'super_opeid' },
    figures: always([
      { column: 'par_q1', measure: 'mobility_access', period: 'children born 1980-82' },
      { column: 'kq5_cond_parq1', measure: 'mobility_success', period: 'children born 1980-82' },
      { column: 'mr_kq5_pq1', measure: 'mobility_rate', period: 'children born 1980-82' },
      { column: 'tier', measure: 'mobility_tier', period: 'children born 1980-82' },
    ]),
    order: 5,
  },
];

/** Headers of tables that explain columns and hold no institution. */
export const DICTIONARY_HEADERS: readonly string[] = ['name.of.data.element', 'variable.name'];
