import { openClassroom } from './classroom';
import { Closers } from './closers';
import { Crowd } from './crowd';
import { fillLibrary } from './library';
import { measureAgentRuns } from './measures/agent-runs';
import { measureAnalyticsChat } from './measures/analytics-chat';
import { measureAnalyticsIngest } from './measures/analytics-ingest';
import { measureAnalyticsReports } from './measures/analytics-reports';
import { measureCachedGreeting } from './measures/cached-greeting';
import { measureCaseload } from './measures/caseload';
import { measureColdGreetings } from './measures/cold-greetings';
import { measureFanout } from './measures/fanout';
import { measureIdleStreams } from './measures/idle-streams';
import { measureLatency } from './measures/latency';
import { measureLedger } from './measures/ledger';
import { measureLimits } from './measures/limits';
import { measureOpportunities } from './measures/opportunities';
import { readRoutes } from './measures/read-routes';
import { measureProfile } from './measures/profile';
import { measureReads } from './measures/reads';
import { requireSameReads } from './measures/same-reads';
import { requireSameService } from './measures/same-service';
import { FEW_STUDENTS, measureScale } from './measures/scale';
import { measureSockets } from './measures/sockets';
import { measureUserImport } from './measures/user-import';
import { measureUsersMe } from './measures/users-me';
import { type Finding, machineLine, tableOf } from './report';
import { openStage } from './stage';
import { StudentBody } from './student-body';

/** Whatever happens, it is over after this time. */
const MOST_MS = 3_600_000;
/** How many students were there before. */
const PAST_STUDENTS = 10_000;

const closers = new Closers();
let isEnding = false;

/** Ends everything that was started, then the process; a second Ctrl-C does not wait for that. */
function end(code: number, reason?: string): void {
  if (isEnding) return;
  isEnding = true;
  if (reason !== undefined) process.stderr.write(`${reason}\n`);
  process.once('SIGINT', () => process.exit(code));
  void closers.close().then(() => process.exit(code));
}

/**
 * Measures Trellis against its floor and prints the table; the arguments name the measures, none
 * means all. Missing a goal is no failure: a busy
 * machine must not break a build. A wrong reply is.
 */
async function bench(): Promise<void> {
  say('Starting PostgreSQL, Trellis and its floor …');
  const stage = await openStage(closers);
  const crowd = new Crowd(stage.pool, stage.secret);
  const classroom = await openClassroom(stage.trellis.address, stage.pool);
  const { greetedSession, warmSession, coldSession } = classroom;
  await crowd.past(PAST_STUDENTS, greetedSession);
  const library = await fillLibrary(classroom, stage.pool);
  const body = await StudentBody.open(stage.pool, crowd, library.courses, classroom);
  await body.growTo(FEW_STUDENTS);
  const routes = await readRoutes(crowd, library, body);
  await requireSameService(stage, crowd, warmSession);
  await requireSameReads(stage, crowd, library, routes);
  const measures: Readonly<Record<string, () => Promise<Finding[]>>> = {
    'users-me': () => measureUsersMe(stage, crowd),
    'cached-greeting': () => measureCachedGreeting(stage, crowd, warmSession),
    'cold-greetings': () => measureColdGreetings(stage, crowd, coldSession),
    profile: () => measureProfile(stage, crowd),
    limits: () => measureLimits(stage, crowd, closers),
    ledger: () => measureLedger(stage, crowd),
    reads: () => measureReads(stage, routes),
    caseload: () => measureCaseload(stage, crowd),
    'agent-runs': () => measureAgentRuns(stage, crowd, closers),
    opportunities: () => measureOpportunities(stage, crowd),
    'user-import': () => measureUserImport(stage, crowd),
    sockets: () => measureSockets(stage, closers),
    fanout: () => measureFanout(stage, closers),
    latency: () => measureLatency(stage, closers),
    'idle-streams': () => measureIdleStreams(stage, closers),
    'analytics-chat': () => measureAnalyticsChat(stage, crowd, warmSession),
    'analytics-ingest': () => measureAnalyticsIngest(stage, crowd),
    'analytics-reports': () =>
      measureAnalyticsReports(stage, crowd, { courses: library.courses, lesson: classroom.lesson }),
    // The last: nothing is as small as before after it.
    scale: () => measureScale(stage, body),
  };
  const chosen = process.argv.slice(2);
  const findings: Finding[] = [];
  for (const [name, measure] of Object.entries(measures)) {
    if (chosen.length > 0 && !chosen.includes(name)) continue;
    say(`Measuring ${name} …`);
    findings.push(...(await measure()));
  }
  const { rows } = await stage.pool.query<{ server_version: string }>('SHOW server_version');
  const missed = findings.filter(({ isMet }) => isMet === false).length;
  process.stdout.write(
    `\n${tableOf(findings)}\n${machineLine(rows[0]?.server_version ?? 'of unknown version')}` +
      `${missed === 0 ? 'Every goal is met.' : `Goals missed: ${missed}.`}\n`,
  );
}

function say(progress: string): void {
  process.stderr.write(`${progress}\n`);
}

process.once('SIGINT', () => end(130, 'Stopping …'));
process.once('SIGTERM', () => end(143, 'Stopping …'));
setTimeout(() => end(1, 'The bench took too long and was given up.'), MOST_MS).unref();
bench().then(
  () => end(0),
  (error: unknown) => end(1, error instanceof Error ? error.stack : String(error)),
);
