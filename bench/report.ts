import { cpus, totalmem } from 'node:os';

/** One line of the table; what has no floor or no goal leaves it out. */
export interface Finding {
  readonly measure: string;
  readonly trellis: string;
  readonly floor?: string;
  readonly ratio?: number;
  readonly goal?: string;
  readonly isMet?: boolean;
}

/** The findings as a Markdown table. */
export function tableOf(findings: readonly Finding[]): string {
  const rows = findings.map(({ measure, trellis, floor, ratio, goal, isMet }) => [
    measure,
    trellis,
    floor ?? '–',
    ratio?.toFixed(2) ?? '–',
    goal ?? '–',
    isMet === undefined ? '–' : isMet ? 'yes' : '**no**',
  ]);
  return [
    ['Measure', 'Trellis', 'Floor', 'Ratio', 'Goal', 'Met'],
    ['---', '---:', '---:', '---:', '---:', '---'],
    ...rows,
  ]
    .map((cells) => `| ${cells.join(' | ')} |\n`)
    .join('');
}

/** What the numbers were taken on. */
export function machineLine(postgresVersion: string): string {
  const [cpu] = cpus();
  const gigabytes = Math.round(totalmem() / 2 ** 30);
  return (
    `Taken on ${cpu?.model.trim() ?? 'an unknown processor'}, ${cpus().length} cores, ` +
    `${gigabytes} GB of memory, Node ${process.versions.node}, PostgreSQL ${postgresVersion}; ` +
    'load, servers and database share the machine. Each number is the median of several rounds in ' +
    'turn; so is each ratio.\n'
  );
}
