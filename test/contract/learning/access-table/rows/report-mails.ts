import type { Row } from '../row';
import type { World } from '../world';

/** The admin's only report mail, made anew. */
async function reportMail(world: World): Promise<number> {
  await world.app.database.query('DELETE FROM report_mails');
  return world.create('admin', '/admin/analytics/report-mails', {
    report: 'overview',
    frequency: 'weekly',
  });
}

/** Reports that admins get by mail, and those that are about people. */
export const reportMails: readonly Row[] = [
  // anonymous owner classmate stranger coach instructor foreign admin
  {
    route: 'GET /admin/analytics/at-risk',
    expect: '401 403 403 403 403 403 403 200',
    audited: 'admin',
  },
  {
    route: 'GET /admin/analytics/at-risk.csv',
    expect: '401 403 403 403 403 403 403 200',
    audited: 'admin',
  },
  { route: 'GET /admin/analytics/retention', expect: '401 403 403 403 403 403 403 200' },
  { route: 'GET /admin/analytics/retention.csv', expect: '401 403 403 403 403 403 403 200' },
  { route: 'GET /admin/analytics/report-mails', expect: '401 403 403 403 403 403 403 200' },
  {
    route: 'POST /admin/analytics/report-mails',
    expect: '401 403 403 403 403 403 403 201',
    body: { report: 'engagement', frequency: 'monthly' },
  },
  {
    route: 'PATCH /admin/analytics/report-mails/:report_mail_id',
    expect: '401 403 403 403 403 403 403 200',
    fresh: reportMail,
    body: { is_paused: true },
  },
  {
    route: 'DELETE /admin/analytics/report-mails/:report_mail_id',
    expect: '401 403 403 403 403 403 403 204',
    fresh: reportMail,
  },
];
