import type { ReportRow } from '../reports/report-table';
import { mailedFigures } from './mailed-figures';

const NOW = { from: '2026-11-16', to: '2026-11-22' };
const BEFORE = { from: '2026-11-09', to: '2026-11-15' };

function row(figure: string, value: number | null, more: Partial<ReportRow> = {}): ReportRow {
  return { figure, value, detail: null, course: null, period: 'current', range: NOW, ...more };
}

function earlier(figure: string, value: number | null, detail: string | null = null): ReportRow {
  return row(figure, value, { detail, period: 'previous', range: BEFORE });
}

describe('Figures in a mail', () => {
  it('are named and written for people, beside those of the period before', () => {
    const rows = [
      row('sessions', 12_345),
      row('average_time_per_topic_seconds', 61.25),
      row('money_saved_usd', 0.000_12),
      row('completion_rate', null),
      row('enrollments_by_status', 3, { detail: 'active' }),
      row('enrollments_by_status', 0, { detail: 'completed' }),
      earlier('sessions', 0),
      earlier('average_time_per_topic_seconds', null),
      earlier('money_saved_usd', 1),
      earlier('completion_rate', 0.5),
      earlier('enrollments_by_status', 2, 'active'),
      earlier('enrollments_by_status', 1, 'completed'),
      row('total_users', 7),
    ];
    expect(mailedFigures(rows)).toEqual([
      { name: 'Sessions', value: '12,345', previous: '0' },
      { name: 'Average time per topic (seconds)', value: '61.25', previous: '–' },
      { name: 'Money saved (US dollars)', value: '0.00012', previous: '1' },
      { name: 'Completion rate', value: '–', previous: '0.5' },
      { name: 'Enrollments by status: active', value: '3', previous: '2' },
      { name: 'Enrollments by status: completed', value: '0', previous: '1' },
      { name: 'Total users', value: '7', previous: '–' },
    ]);
  });

  it('are neither series nor those of single courses', () => {
    const rows = [
      row('daily_signups', 1, { detail: '2026-11-16' }),
      row('sessions', 2, { course: { id: 1, title: 'Algorithms' } }),
    ];
    expect(mailedFigures(rows)).toEqual([]);
  });
});
