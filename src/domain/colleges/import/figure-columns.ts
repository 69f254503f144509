import type { Measure } from '../measures';
import type { FigureColumn } from './college-row';

const BANDS: readonly Measure[] = [
  'net_price_0_30k',
  'net_price_30_48k',
  'net_price_48_75k',
  'net_price_75_110k',
  'net_price_110k_plus',
];

/** Public colleges, private ones, and those that count by program or otherwise have columns of their own. */
const SECTORS = ['pub', 'priv', 'prog', 'other'] as const;

/** College Scorecard, institution files of any width. */
export const SCORECARD_COLUMNS: readonly FigureColumn[] = [
  { column: 'adm_rate', measure: 'admission_rate' },
  { column: 'satvr25', measure: 'sat_reading_25' },
  { column: 'satvrmid', measure: 'sat_reading_50' },
  { column: 'satvr75', measure: 'sat_reading_75' },
  { column: 'satmt25', measure: 'sat_math_25' },
  { column: 'satmtmid', measure: 'sat_math_50' },
  { column: 'satmt75', measure: 'sat_math_75' },
  { column: 'actcm25', measure: 'act_25' },
  { column: 'actcmmid', measure: 'act_50' },
  { column: 'actcm75', measure: 'act_75' },
  { column: 'c150_4', measure: 'completion_rate' },
  { column: 'c150_l4', measure: 'completion_rate' },
  { column: 'md_earn_wne_p10', measure: 'median_earnings' },
  ...SECTORS.flatMap((sector): FigureColumn[] => [
    { column: `npt4_${sector}`, measure: 'net_price_average' },
    ...BANDS.map((measure, band) => ({ column: `npt4${band + 1}_${sector}`, measure })),
  ]),
];

const ADMISSIONS = { year: 2021, period: 'fall', source: 'IPEDS admissions, starter table' };
const AID = { year: 2019, period: '2019-20', source: 'IPEDS student financial aid, starter table' };
const CARDS = {
  year: 2017,
  period: 'children born 1980-82',
  source: 'Opportunity Insights, Mobility Report Cards, table 2, starter table',
};

/** The starter table. The test quartiles have their year in a column of their own. */
export const STARTER_COLUMNS: readonly FigureColumn[] = [
  { column: 'applicants_2021', measure: 'applicants', ...ADMISSIONS },
  { column: 'admitted_2021', measure: 'admitted', ...ADMISSIONS },
  ...(
    [
      ['sat_rw_25', 'sat_reading_25'],
      ['sat_rw_75', 'sat_reading_75'],
      ['sat_math_25', 'sat_math_25'],
      ['sat_math_75', 'sat_math_75'],
      ['act_25', 'act_25'],
      ['act_75', 'act_75'],
    ] as const
  ).map(([column, measure]) => ({ column, measure })),
  ...['0_30k', '30_48k', '48_75k', '75_110k', '110k_plus'].map((band, index) => ({
    column: `net_price_${band}_2019`,
    measure: BANDS[index] as Measure,
    ...AID,
  })),
  {
    column: 'completed_in_6_years_pct_2015_cohort',
    measure: 'completion_rate',
    divisor: 100,
    year: 2023,
    period: 'published; cohort of 2015',
    source: 'IPEDS graduation rates, starter table',
  },
  {
    column: 'median_earnings_10y_2025',
    measure: 'median_earnings',
    year: 2025,
    period: 'release of May',
    source: 'College Scorecard, earnings, starter table',
  },
  { column: 'access_par_q1', measure: 'mobility_access', ...CARDS },
  { column: 'success_kq5_given_parq1', measure: 'mobility_success', ...CARDS },
  { column: 'mobility_rate', measure: 'mobility_rate', ...CARDS },
];

/**
 * IPEDS net prices: `avg_` for public colleges, `os_avg_` for private ones; L1 to L5 are the bands
 * of family income, and the last digits the year, 1920 for 2019-20.
 */
export function netPriceColumns(headers: readonly string[]): FigureColumn[] {
  return headers.flatMap((column): FigureColumn[] => {
    const match = /^(?:os_)?avg_nprice_(?:l([1-5])_)?(\d\d)(\d\d)$/.exec(column);
    if (match === null) return [];
    const [, band, from = '', to = ''] = match;
    const measure = band === undefined ? 'net_price_average' : BANDS[Number(band) - 1];
    return measure === undefined
      ? []
      : [{ column, measure, year: 2000 + Number(from), period: `20${from}-${to}` }];
  });
}

const LONG_HEADERS: readonly (readonly [RegExp, Measure, number])[] = [
  [/^drvadm(\d{4})\.percent admitted - total$/, 'admission_rate', 100],
  [/^drvgr(\d{4})\.graduation rate, total cohort$/, 'completion_rate', 100],
  [
    /^adm(\d{4})\.sat evidence-based reading and writing 50th percentile score$/,
    'sat_reading_50',
    1,
  ],
  [/^adm(\d{4})\.sat math 50th percentile score$/, 'sat_math_50', 1],
  [/^adm(\d{4})\.act composite 50th percentile score$/, 'act_50', 1],
  [/^sfa(\d{4})\.average net price-/, 'net_price_average', 1],
];

/**
 * An export of IPEDS: the name of the survey and its year stand before the dot, 2122 for 2021-22,
 * and the column that follows may tell by a letter how the figure came to be.
 */
export function exportColumns(headers: readonly string[]): FigureColumn[] {
  return headers.flatMap((column, index): FigureColumn[] => {
    for (const [pattern, measure, divisor] of LONG_HEADERS) {
      const digits = pattern.exec(column)?.[1];
      if (digits === undefined) continue;
      const isSpan = column.startsWith('sfa');
      const year = isSpan ? 2000 + Number(digits.slice(0, 2)) : Number(digits);
      const next = headers[index + 1];
      return [
        {
          column,
          measure,
          divisor,
          year,
          source: `IPEDS export, ${column.slice(0, column.indexOf('.')).toUpperCase()}`,
          ...(isSpan ? { period: `${year}-${digits.slice(2)}` } : {}),
          ...(next !== undefined && /^x[a-z0-9]+$/.test(next) ? { flag: next } : {}),
        },
      ];
    }
    return [];
  });
}
