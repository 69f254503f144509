import type { Row } from '../row';

const REPORTS = ['overview', 'engagement', 'progress', 'assessments', 'cache', 'community'];

/** Figures about everybody. Reports name nobody: reading them leaves no trace. */
export const analytics: readonly Row[] = REPORTS.flatMap((report) =>
  // anonymous owner classmate stranger coach instructor foreign admin
  [report, `${report}.csv`].map((name) => ({
    route: `GET /admin/analytics/${name}`,
    expect: '401 403 403 403 403 403 403 200',
  })),
);
